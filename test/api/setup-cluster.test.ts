import {
  afterAll,
  beforeAll,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';
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
  // Each run loads the library that reads kubeconfigs, which takes seconds on a busy machine.
  jest.setTimeout(120_000);
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

  // On a role that no other test needs.
  test('puts back what is changed and makes what is gone; a dry run only says so', async () => {
    const path = `${ROLES}/moorage-impersonator`;
    const changed = await plane.call<Record<string, unknown>>('GET', path);
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
    const linesFor = (outcome: string, others: string, skipped: string) =>
      linesWith((object) => {
        if (object.metadata.name === 'moorage-impersonator') return outcome;
        return isImitated(object) ? others : skipped;
      });
    for (const [spoil, outcome] of [
      [() => plane.call('PUT', path, { ...changed, rules }), 'configured'],
      [() => plane.call('DELETE', path), 'created'],
    ] as const) {
      await spoil();
      const asked = await setUp(['--dry-run']);
      expect(objectLines(asked.lines)).toEqual(
        linesFor(
          `would be ${outcome}`,
          'would stay unchanged',
          'would be skipped',
        ),
      );
      const done = await setUp();
      expect(objectLines(done.lines)).toEqual(
        linesFor(outcome, 'unchanged', 'skipped'),
      );
      expect(await plane.call('GET', path)).toMatchObject({
        rules: changed.rules,
      });
    }
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
