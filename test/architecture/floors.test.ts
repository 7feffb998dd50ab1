import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';

const eslint = new ESLint();

/** The messages that a piece of code would get at a place. */
async function lint(filePath: string, code: string): Promise<string> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? [])
    .map(({ ruleId, message }) => `${ruleId}: ${message}`)
    .join('\n');
}

describe('the floors', () => {
  test.each([
    [
      'an import that climbs',
      'src/cluster/kinds.ts',
      "import { userError } from '../graphql/user-error.type.js';\nexport const x = userError;\n",
      /imports go down/,
    ],
    [
      'an older domain that imports a younger one',
      'src/modules/tenants/tenant.type.ts',
      "import { App } from '../apps/app.type.js';\nexport const x = App;\n",
      /imports go down/,
    ],
    [
      'client-node at run time',
      'src/cluster/list.ts',
      "import { KubeConfig } from '@kubernetes/client-node';\nexport const x = new KubeConfig();\n",
      /no-restricted-imports/,
    ],
    [
      'the environment outside of env.ts',
      'src/server/health.ts',
      'export const x = process.env.PORT;\n',
      /no-process-env/,
    ],
    [
      'a resolver that catches',
      'src/modules/pods/pod.resolver.ts',
      'export function x() { try { return 1; } catch { return 2; } }\n',
      /no-restricted-syntax/,
    ],
    [
      'an object type without simpleResolvers',
      'src/modules/pods/pod.type.ts',
      "import { ObjectType } from 'type-graphql';\n\n@ObjectType({ description: 'x' })\nexport class X {}\n",
      /no-restricted-syntax/,
    ],
    [
      'a default export',
      'src/lib/quantity.ts',
      'export default 1;\n',
      /no-default-export/,
    ],
    [
      'a barrel',
      'src/lib/quantity.ts',
      "export * from './json-diff.js';\n",
      /no-restricted-syntax/,
    ],
    [
      'a child process',
      'src/server/health.ts',
      "import { spawn } from 'node:child_process';\nexport const x = spawn;\n",
      /no-restricted-imports/,
    ],
  ])('forbid %s', async (_what, file, code, words) => {
    expect(await lint(file, code)).toMatch(words);
  });

  test('let an import go down', async () => {
    const code =
      "import { KINDS } from '../cluster/kinds.js';\n\nexport const x = KINDS;\n";
    expect(await lint('src/graphql/context.ts', code)).not.toMatch(
      /imports go down/,
    );
  });
});
