import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  type DirectTenant,
  startDirectTenant,
  type Stored,
} from '../support/direct-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

/** What the server or the cluster chooses anew each time. */
const CHOSEN =
  /"(uid|resourceVersion|creationTimestamp|clusterIP|nodePort|generation)":("[^"]*"|\d+)|"clusterIPs":\[[^\]]*\]|kube-api-access-\w+|\b3\d{4}\b/g;
/** A node port stands alone, too, in a difference. */
const toBlank = (text: string) => (/^\d/.test(text) ? '0' : '"_":0');
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value).replace(CHOSEN, toBlank)) as object;

describe('a dry run of what is made directly', () => {
  let api: Api;
  let tenant: string;
  let done: DirectTenant['done'];
  let read: DirectTenant['read'];

  beforeAll(async () => {
    ({ api, tenant, done, read } = await startDirectTenant());
  }, 60_000);
  afterAll(() => api.stop());

  const ports = [{ port: 80 }];
  const selector = [{ key: 'name', value: 'solo' }];

  test.each([
    ['createPod', { name: 'solo', image: 'nginx:1.27', runAsUser: 101 }],
    ['updatePod', { name: 'solo', image: 'nginx:1.28' }],
    ['updatePod', { name: 'solo', labels: [{ key: 'team', value: 'red' }] }],
    ['createService', { name: 'door', selector, ports }],
    ['createService', { name: 'gate', selector, ports, type: 'NODE_PORT' }],
    ['updateService', { name: 'door', ports: [{ port: 81 }] }],
    ['updateService', { name: 'door', type: 'NODE_PORT' }],
    ['updateService', { name: 'door', type: 'CLUSTER_IP' }],
    [
      'updateService',
      { name: 'door', selector: [{ key: 'name', value: 'x' }] },
    ],
    ['deleteService', { name: 'gate' }],
    ['deletePod', { name: 'solo', gracePeriodSeconds: 0 }],
  ])(
    'a dry run of %s %j writes nothing, and shows what the run then does',
    async (field, input) => {
      const plural = field.endsWith('Pod') ? 'pods' : 'services';
      const { name } = input;
      const find = () => read(plural, name).catch(() => undefined);
      const settled = async () => {
        const { status } = await api.plane.call<{ status?: object }>(
          'GET',
          `/api/v1/namespaces/${tenant}/${plural}/${name}`,
        );
        // Pods are written to by their kubelet until they run.
        expect(status).not.toMatchObject({ phase: 'Pending' });
      };
      if (field === 'updatePod') await eventually(settled);
      const before = await find();
      const dry = await done(field, { ...input, dryRun: true });
      expect((await find())?.spec).toEqual(before?.spec);
      const real = await done(field, input);
      expect(dry.changes).toHaveLength(1);
      expect(
        dry.changes.map(({ kind, action }) => [kind, name, action]),
      ).toEqual(real.changes.map(({ kind, action }) => [kind, name, action]));
      const [change] = dry.changes;
      if (change?.action === 'CONFIGURED')
        expect(plain(change.diff)).toEqual(plain(real.changes[0]?.diff));
      if (change?.action === 'CREATED') {
        const shown = change.diff[0]?.after as Stored;
        const stored = await read(plural, name);
        expect(plain(shown.metadata.labels)).toEqual(
          plain(stored.metadata.labels),
        );
        // A scheduler names the node in between.
        expect(plain({ ...shown.spec, nodeName: '' })).toEqual(
          plain({ ...stored.spec, nodeName: '' }),
        );
      }
      if (change?.action === 'DELETED')
        await eventually(async () => expect(await find()).toBeUndefined());
    },
  );
});
