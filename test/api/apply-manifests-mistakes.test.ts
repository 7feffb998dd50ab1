import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { runResource } from '../support/resource-mutation.js';
import { type Api, startApi } from '../support/start-api.js';

describe('mistakes in manifests', () => {
  let api: Api;
  const namespace = uniqueName('broken');
  const maps = `/api/v1/namespaces/${namespace}/configmaps`;

  beforeAll(async () => {
    api = await startApi();
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
  }, 60_000);
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await api.stop();
  });

  const run = (manifests: string, more: object = {}, user?: string) =>
    runResource(api, 'applyManifests', { manifests, namespace, ...more }, user);
  const aMap = (name: string, value = 'yes', more = '') =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}${more}\ndata:\n  a: "${value}"\n`;
  const read = (path: string) => api.plane.call('GET', path);

  const BROKEN = `${aMap('fine')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\n`;
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
  test.each<[string, string, object, RegExp, Record<string, string>]>([
    ['broken YAML', BROKEN, {}, /^Line \d+, column \d+: /, { line: '11' }],
    [
      'a key that is there twice',
      `${aMap('x')}data: {}\n`,
      {},
      /^Line 7, column 1: Map keys must be unique/,
      { line: '7', column: '1' },
    ],
    ['nothing', ' \n---\n# nothing\n', {}, /There is no document/, {}],
    [
      '1,001 documents',
      Array.from({ length: 1_001 }, (_, index) => aMap(`m-${index}`)).join(
        '---\n',
      ),
      {},
      /There are 1001 documents; at most 1000/,
      {},
    ],
    [
      'a thousand separators too many',
      '---\n'.repeat(3_000),
      {},
      /at most 1000/,
      {},
    ],
    ['aliases without end', bomb, {}, /anchors/, { line: '1' }],
    [
      'an alias of nothing',
      aMap('x').replace('"yes"', '*none'),
      {},
      /alias without an anchor/,
      { line: '1' },
    ],
    [
      'a text',
      'just a text',
      {},
      /Document 1, line 1: object must be a JSON object/,
      { document: '1' },
    ],
    [
      'an unknown kind',
      `${aMap('fine')}---\napiVersion: v1\nkind: NameSpace\nmetadata: {name: x}\n`,
      {},
      /^Document 2, line 8: .* did you mean Namespace of v1\?/,
      { document: '2', line: '8' },
    ],
    ['no name', aMap('""'), {}, /must have metadata.name/, { document: '1' }],
    [
      'no namespace',
      aMap('x'),
      { namespace: undefined },
      /lives in a namespace/,
      { document: '1' },
    ],
    [
      'another namespace',
      aMap('x', '1', '\n  namespace: other'),
      {},
      /Its namespace is "other", but the input says/,
      { document: '1' },
    ],
    [
      'a namespace for a kind without',
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: x, namespace: z}',
      {},
      /A Namespace lives in no namespace/,
      { document: '1' },
    ],
    [
      'the same object twice',
      `${aMap('x')}---\n${aMap('x', '2')}`,
      {},
      /same object as document 1/,
      { document: '2' },
    ],
    [
      'a kind that cannot be applied',
      'apiVersion: v1\nkind: ComponentStatus\nmetadata: {name: x}',
      {},
      /does not offer to patch/,
      { document: '1' },
    ],
    [
      'a misspelt field',
      `${aMap('fine')}---\n${aMap('x')}dato: {}\n`,
      {},
      /^Document 2, line 8 .*field not declared in schema/s,
      { document: '2' },
    ],
  ])(
    '%s is refused before anything is written',
    async (_what, manifests, more, words, facts) => {
      const { userErrors, changes } = await run(manifests, more);
      expect(userErrors).toHaveLength(1);
      expect(userErrors[0]).toMatchObject({
        ...{ code: 'INVALID', field: ['input', 'manifests'] },
        message: expect.stringMatching(words),
      });
      const told = userErrors[0]?.facts.map(({ key, value }) => [key, value]);
      expect(Object.fromEntries(told ?? [])).toMatchObject(facts);
      expect(
        changes.every(({ action }) => ['FAILED', 'SKIPPED'].includes(action)),
      ).toBe(true);
      await expect(read(`${maps}/fine`)).rejects.toThrow(': 404 ');
      await expect(read(`${maps}/x`)).rejects.toThrow(': 404 ');
    },
  );
});
