import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';

interface Page {
  resources: {
    nodes: { name: string; object: { data: { text: string } } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

const WALK = `query ($namespace: String!, $after: String) {
  resources(apiVersion: "v1", kind: "ConfigMap", namespace: $namespace, first: 200, after: $after) {
    nodes { name object } pageInfo { hasNextPage endCursor } } }`;
const DIST = fileURLToPath(new URL('../../dist/src', import.meta.url));
/** One list of the whole namespace, as a loader reads it, in a process of its own: how many objects, MiB before and at most. */
const LIST = (namespace: string) => `
import { readFileSync, writeFileSync } from 'node:fs';
import { createCluster } from '${DIST}/cluster/create-cluster.js';
import { connect } from '${DIST}/config/cluster-source.js';
import { toConfig } from '${DIST}/config/config.js';
const nowhere = { homeKubeConfig: '', serviceAccountFolder: '' };
const config = toConfig({ KUBECONFIG: process.env.KUBECONFIG }, nowhere);
const cluster = createCluster(connect(config.source, { environment: {}, tell() {} }), config.cluster);
const kind = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true };
const list = (namespace) => cluster.as({ kind: 'connection' }).list(kind, {
  namespace, project: ({ metadata, data }) => metadata.name + ' ' + data?.text?.length });
const memory = (field) => Number(new RegExp(field + '[^0-9]*([0-9]+)').exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1_024;
await list('kube-system');
const idle = memory('VmRSS');
writeFileSync('/proc/self/clear_refs', '5');
const { items } = await list('${namespace}');
const whole = items.filter((item) => item.endsWith(' 5000')).length;
console.log(JSON.stringify({ whole, idle, peak: memory('VmHWM') }));
await cluster.close();
`;
const TEXT = 'x'.repeat(5_000);
const AT_ONCE = 16;

/** 20,000 ConfigMaps of 5 kB, 100 MB in all; the embedded cluster keeps all in memory and gets fewer. */
describe('a list that is larger than it should ever be in memory', () => {
  let api: Api;
  let count = 20_000;
  const namespace = uniqueName('big');

  beforeAll(async () => {
    // As `npm start` starts it.
    api = await startApi({ NODE_OPTIONS: '--max-semi-space-size=32' });
    const { gitVersion } = await api.plane.call<{ gitVersion: string }>(
      'GET',
      '/version',
    );
    if (gitVersion.includes('devcluster')) count = 2_000;
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
    let next = 0;
    const fill = async () => {
      while (next < count)
        await api.plane.call(
          'POST',
          `/api/v1/namespaces/${namespace}/configmaps`,
          { metadata: { name: `map-${next++}` }, data: { text: TEXT } },
        );
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fill));
  }, 240_000);
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await api.stop();
  });

  /** Memory of the server in MiB: now, or at most since `forget`. */
  const memory = (field: 'VmRSS' | 'VmHWM') => {
    const status = readFileSync(`/proc/${api.pid}/status`, 'utf8');
    const found = new RegExp(`${field}:\\s+(\\d+)`).exec(status);
    return Math.round(Number(found?.[1]) / 1_024);
  };
  const forgetPeak = () => writeFileSync(`/proc/${api.pid}/clear_refs`, '5');

  test('is walked by pages within 200 MiB above idle', async () => {
    await api.run('{ resourceKinds { kind } }');
    const idle = memory('VmRSS');
    forgetPeak();
    let seen = 0;
    let after: string | undefined;
    do {
      const { data, errors } = await api.run<Page>(WALK, { namespace, after });
      expect(errors).toBeUndefined();
      const { nodes, pageInfo } = data.resources;
      const mine = nodes.filter(({ name }) => name.startsWith('map-'));
      expect(mine.every(({ object }) => object.data.text === TEXT)).toBe(true);
      seen += mine.length;
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    } while (after !== undefined);
    expect(seen).toBe(count);
    const peak = memory('VmHWM');
    process.stdout.write(`idle ${idle} MiB, walking ${peak} MiB\n`);
    expect(peak - idle).toBeLessThanOrEqual(200);
  }, 120_000);

  test('is read in one list, as for a batch, within 200 MiB above idle', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        ...['--max-semi-space-size=32', '--input-type=module'],
        ...['--eval', LIST(namespace)],
      ],
      { env: process.env },
    );
    const { whole, idle, peak } = JSON.parse(stdout) as Record<string, number>;
    process.stdout.write(`idle ${idle} MiB, one list ${peak} MiB\n`);
    expect(whole).toBe(count);
    expect(Number(peak) - Number(idle)).toBeLessThanOrEqual(200);
  }, 60_000);
});
