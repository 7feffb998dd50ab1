import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

import {
  type ControlPlane,
  openControlPlane,
} from '../support/control-plane.js';

interface Named {
  kind: string;
  metadata: { name: string };
}

const ROLES = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
const isEmbedded = process.env.MOORAGE_PLANE === 'embedded';
const shipped = readdirSync('deploy')
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) =>
    parseAllDocuments(readFileSync(join('deploy', name), 'utf8')).map(
      (document) => document.toJS() as Named,
    ),
  );
const isImitated = ({ kind }: Named) => !isEmbedded || kind === 'ClusterRole';

/** Runs the built script as somebody at a terminal would. */
async function setUp(
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<{ code: number; lines: string[]; complaint: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['dist/scripts/setup-cluster.js', ...args],
      { env: { ...process.env, ...env } },
      (_error, out, complaint) =>
        resolve({
          code: child.exitCode ?? -1,
          lines: out.trimEnd().split('\n').slice(1),
          complaint,
        }),
    );
  });
}

const linesWith = (outcome: (object: Named) => string) =>
  shipped
    .map(
      (object) =>
        `  ${object.kind} ${object.metadata.name}: ${outcome(object)}`,
    )
    .sort();
const objectLines = (lines: string[]) =>
  lines.filter((line) => line.startsWith('  ')).sort();

describe('setup-cluster', () => {
  let plane: ControlPlane;
  beforeAll(() => {
    plane = openControlPlane();
  });
  afterAll(() => plane.close());

  test('applies everything of deploy/, and the second time nothing is left to do', async () => {
    expect((await setUp()).code).toBe(0);
    const again = await setUp();
    expect(again.code).toBe(0);
    expect(objectLines(again.lines)).toEqual(
      linesWith((object) => (isImitated(object) ? 'unchanged' : 'skipped')),
    );
    expect(again.lines.join()).toMatch(
      isEmbedded
        ? /has no ValidatingAdmissionPolicy.* since 1\.30/
        : /^((?!has no).)*$/,
    );
    for (const object of shipped.filter(({ kind }) => kind === 'ClusterRole')) {
      const { rules } = await plane.call<{ rules: object[] }>(
        'GET',
        `${ROLES}/${object.metadata.name}`,
      );
      expect(rules).toEqual((object as unknown as { rules: object[] }).rules);
    }
  });

  test('makes what is gone and puts back what is changed; a dry run only says so', async () => {
    await plane.call('DELETE', `${ROLES}/moorage-impersonator`);
    const changed = await plane.call<Record<string, unknown>>(
      'GET',
      `${ROLES}/moorage-server`,
    );
    await plane.call('PUT', `${ROLES}/moorage-server`, {
      ...changed,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
    });
    const outcomeOf = (impersonator: string, server: string, others: string) =>
      linesWith((object) => {
        const { name } = object.metadata;
        if (name === 'moorage-impersonator') return impersonator;
        if (name === 'moorage-server') return server;
        return isImitated(object)
          ? others
          : others.replace(
              /stay unchanged|unchanged/,
              others.startsWith('would') ? 'be skipped' : 'skipped',
            );
      });
    const asked = await setUp(['--dry-run']);
    expect(objectLines(asked.lines)).toEqual(
      outcomeOf(
        'would be created',
        'would be configured',
        'would stay unchanged',
      ),
    );
    await expect(
      plane.call('GET', `${ROLES}/moorage-impersonator`),
    ).rejects.toThrow(/404/);
    const done = await setUp();
    expect(objectLines(done.lines)).toEqual(
      outcomeOf('created', 'configured', 'unchanged'),
    );
    const { rules } = await plane.call<{ rules: object[] }>(
      'GET',
      `${ROLES}/moorage-server`,
    );
    expect(JSON.stringify(rules)).not.toMatch(/secrets/);
  });

  test('says in a sentence that this user may not', async () => {
    const { code, complaint } = await setUp([], { MOORAGE_CONTEXT: 'mallory' });
    expect(code).toBe(1);
    expect(complaint).toMatch(
      /^This user may not set up the cluster: ClusterRole moorage-admin was refused\. Set MOORAGE_CONTEXT .*User "mallory" cannot get.*\n$/,
    );
  });

  test('says in a sentence that there is no cluster', async () => {
    const home = mkdtempSync(join(tmpdir(), 'moorage-test-'));
    for (const [env, words] of [
      [
        { KUBECONFIG: '' },
        /^There is no cluster to set up: set KUBECONFIG.*\n$/,
      ],
      [
        { KUBECONFIG: '/no/such/file' },
        /^KUBECONFIG names .* does not exist\.\n$/,
      ],
      [
        { MOORAGE_CONTEXT: 'moon' },
        /^The kubeconfig .* has no context "moon"\. Set MOORAGE_CONTEXT to one of: admin, .*\n$/,
      ],
    ] as const) {
      const { code, complaint } = await setUp([], { HOME: home, ...env });
      expect([code, complaint]).toEqual([1, expect.stringMatching(words)]);
    }
    rmSync(home, { recursive: true });
  });
});
