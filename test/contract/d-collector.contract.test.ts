import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';
import {
  aPod,
  aTemplate,
  aWorkload,
  change,
  conditionOf,
  create,
  labelled,
  pathsOf,
  until,
  untilGone,
} from './workloads.js';

const HOLD = 'example.com/hold';
// After a finalizer that it found, the real controller looks again eight seconds later.
const PATIENCE_SECONDS = 25;
// A namespace with pods and a finalizer is looked at three times and more; a test has no less time than its waits together.
jest.setTimeout(100_000);

const reference = ({ metadata }: Thing, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: metadata.name,
  uid: metadata.uid,
  ...more,
});

afterAll(closePlane);

describe('the collector', () => {
  let paths: ReturnType<typeof pathsOf>;
  const aConfigMap = (name: string, metadata: object = {}) =>
    create(paths.configMaps, { metadata: { name, ...metadata } });
  const remove = (path: string, propagationPolicy?: string) =>
    call(
      'DELETE',
      path,
      propagationPolicy ? { body: { propagationPolicy } } : {},
    );

  beforeAll(async () => {
    paths = pathsOf(await aNamespace());
  });

  clause('D5/background', 'MUST remove what the owner leaves', async () => {
    const owner = await aConfigMap('bg-owner');
    const other = await aConfigMap('bg-other');
    const ownerReferences = [reference(owner)];
    await aConfigMap('bg-child', { ownerReferences });
    const grandchild = await aConfigMap('bg-two', {
      ownerReferences: [...ownerReferences, reference(other)],
    });
    await aConfigMap('bg-absent', {
      ownerReferences: [reference(owner, { name: 'never-was', uid: 'gone' })],
    });
    await aConfigMap('bg-grandchild', {
      ownerReferences: [reference(grandchild)],
    });

    const deployment = `${paths.deployments}/bg`;
    await create(paths.deployments, aWorkload('bg', { replicas: 2 }));
    await until(`${paths.pods}${labelled('app=bg')}`, ({ items }) =>
      expect(items).toHaveLength(2),
    );

    const answer = await remove(`${paths.configMaps}/bg-owner`);
    expect(answer.body.status).toBe('Success');
    expect((await call('GET', `${paths.configMaps}/bg-owner`)).status).toBe(
      404,
    );
    await untilGone(`${paths.configMaps}/bg-child`);
    await untilGone(`${paths.configMaps}/bg-absent`);
    await until(`${paths.configMaps}/bg-two`, ({ metadata }) =>
      expect(metadata.ownerReferences).toEqual([reference(other)]),
    );
    await remove(`${paths.configMaps}/bg-two`, 'Background');
    await untilGone(`${paths.configMaps}/bg-grandchild`);

    await remove(deployment);
    expect((await call('GET', deployment)).status).toBe(404);
    for (const collection of [paths.replicaSets, paths.pods])
      await until(`${collection}${labelled('app=bg')}`, ({ items }) =>
        expect(items).toEqual([]),
      );
  });

  clause('D5/foreground', 'MUST keep the owner until then', async () => {
    const owner = await aConfigMap('fg-owner');
    const blocks = { blockOwnerDeletion: true };
    await aConfigMap('fg-child', {
      finalizers: [HOLD],
      ownerReferences: [reference(owner, blocks)],
    });
    await aConfigMap('fg-free', { ownerReferences: [reference(owner)] });

    const { status, body } = await remove(
      `${paths.configMaps}/fg-owner`,
      'Foreground',
    );
    expect(status).toBe(200);
    expect(body.metadata.finalizers).toEqual(['foregroundDeletion']);
    expect(body.metadata.deletionTimestamp).toBeDefined();

    await untilGone(`${paths.configMaps}/fg-free`);
    await until(`${paths.configMaps}/fg-child`, ({ metadata }) =>
      expect(metadata.deletionTimestamp).toBeDefined(),
    );
    const kept = await call('GET', `${paths.configMaps}/fg-owner`);
    expect(kept.body.metadata.finalizers).toEqual(['foregroundDeletion']);

    await change(`${paths.configMaps}/fg-child`, {
      metadata: { finalizers: null },
    });
    await untilGone(`${paths.configMaps}/fg-child`);
    await untilGone(`${paths.configMaps}/fg-owner`);

    const deployment = `${paths.deployments}/fg`;
    await create(paths.deployments, aWorkload('fg', { replicas: 1 }));
    await until(`${paths.pods}${labelled('app=fg')}`, ({ items }) =>
      expect(items).toHaveLength(1),
    );
    await remove(deployment, 'Foreground');
    await untilGone(deployment);
    for (const collection of [paths.replicaSets, paths.pods]) {
      const left = await call('GET', `${collection}${labelled('app=fg')}`);
      expect(left.body.items).toEqual([]);
    }
  });

  clause('D5/orphan', 'MUST leave the dependents without it', async () => {
    const owner = await aConfigMap('or-owner');
    await aConfigMap('or-child', { ownerReferences: [reference(owner)] });
    await create(paths.replicaSets, aWorkload('or', { replicas: 1 }));
    const pods = `${paths.pods}${labelled('app=or')}`;
    await until(`${paths.replicaSets}/or`, ({ status }) =>
      expect(status.readyReplicas).toBe(1),
    );
    const before = await call('GET', pods);

    const { body } = await remove(`${paths.configMaps}/or-owner`, 'Orphan');
    expect(body.metadata.finalizers).toEqual(['orphan']);
    await untilGone(`${paths.configMaps}/or-owner`);
    const child = await call('GET', `${paths.configMaps}/or-child`);
    expect(child.body.metadata.ownerReferences).toBeUndefined();
    expect(child.body.metadata.deletionTimestamp).toBeUndefined();

    await remove(`${paths.replicaSets}/or`, 'Orphan');
    await untilGone(`${paths.replicaSets}/or`);
    const after = await call('GET', pods);
    expect(after.body.items).toHaveLength(1);
    expect(after.body.items[0]?.metadata.uid).toBe(
      before.body.items[0]?.metadata.uid,
    );
    expect(after.body.items[0]?.metadata.ownerReferences).toBeUndefined();
  });

  clause('D5/rc-default', 'MUST orphan its pods', async () => {
    for (const name of ['rc-one', 'rc-all'])
      await create(paths.controllers, {
        metadata: { name },
        spec: { replicas: 1, template: aTemplate(name) },
      });
    const podsOf = (name: string) => `${paths.pods}${labelled(`app=${name}`)}`;
    // The collector must have seen the pods: it orphans those that it knows.
    for (const name of ['rc-one', 'rc-all'])
      await until(`${paths.controllers}/${name}`, ({ status }) =>
        expect(status.readyReplicas).toBe(1),
      );

    const { status, body } = await remove(`${paths.controllers}/rc-one`);
    expect(status).toBe(200);
    expect(body.kind).toBe('ReplicationController');
    expect(body.metadata.finalizers).toEqual(['orphan']);
    const all = await remove(paths.controllers);
    expect(all.status).toBe(200);
    for (const name of ['rc-one', 'rc-all']) {
      await untilGone(`${paths.controllers}/${name}`);
      const left = await call('GET', podsOf(name));
      expect(left.body.items).toHaveLength(1);
      expect(left.body.items[0]?.metadata.ownerReferences).toBeUndefined();
    }
  });
});

describe('a namespace that is deleted', () => {
  clause('D9/gone', 'MUST take its content with it', async () => {
    const namespace = await aNamespace();
    const paths = pathsOf(namespace);
    // The real controller waits for half of the longest grace of the pods before it looks again.
    const brief = { terminationGracePeriodSeconds: 1 };
    const template = aPod({ app: 'd' }, brief);
    await create(paths.deployments, aWorkload('d', { replicas: 2, template }));
    await create(paths.controllers, {
      metadata: { name: 'rc' },
      spec: { replicas: 1, template: aPod({ app: 'rc' }, brief) },
    });
    await create(paths.pods, aPod({ app: 'one' }, brief, { name: 'one' }));
    await create(paths.configMaps, {
      metadata: { name: 'held', finalizers: [HOLD] },
    });
    await until(paths.pods, ({ items }) => expect(items).toHaveLength(4));

    await call('DELETE', `/api/v1/namespaces/${namespace}`);
    await until(
      paths.pods,
      ({ items }) => expect(items).toEqual([]),
      PATIENCE_SECONDS,
    );
    await until(`${paths.core}/serviceaccounts`, ({ items }) =>
      expect(items).toEqual([]),
    );
    const held = await until(paths.configMaps, ({ items }) =>
      expect(items).toHaveLength(1),
    );
    expect(held.items[0]?.metadata.deletionTimestamp).toBeDefined();

    await change(`${paths.configMaps}/held`, {
      metadata: { finalizers: null },
    });
    await untilGone(`/api/v1/namespaces/${namespace}`, PATIENCE_SECONDS);
    for (const collection of [
      paths.deployments,
      paths.events,
      paths.configMaps,
    ])
      expect((await call('GET', collection)).body.items).toEqual([]);
  });

  describe('while it hangs', () => {
    let namespace = '';
    let hanging: Thing;

    beforeAll(async () => {
      namespace = await aNamespace();
      const paths = pathsOf(namespace);
      await create(paths.configMaps, {
        metadata: { name: 'held', finalizers: [HOLD] },
      });
      await create(paths.services, {
        metadata: { name: 'held', finalizers: [HOLD] },
        spec: { ports: [{ port: 80 }] },
      });
      await call('DELETE', `/api/v1/namespaces/${namespace}`);
      hanging = await until(`/api/v1/namespaces/${namespace}`, (body) =>
        expect(conditionOf(body, 'NamespaceContentRemaining')?.status).toBe(
          'True',
        ),
      );
    });

    afterAll(async () => {
      const { configMaps, services } = pathsOf(namespace);
      for (const collection of [configMaps, services])
        await change(`${collection}/held`, { metadata: { finalizers: null } });
      await untilGone(`/api/v1/namespaces/${namespace}`, PATIENCE_SECONDS);
    });

    clause('D9/conditions', 'MUST say what holds it', async () => {
      expect(hanging.status.phase).toBe('Terminating');
      expect(conditionOf(hanging, 'NamespaceContentRemaining')).toEqual({
        type: 'NamespaceContentRemaining',
        status: 'True',
        reason: 'SomeResourcesRemain',
        message:
          'Some resources are remaining: configmaps. has 1 resource instances, services. has 1 resource instances',
      });
      expect(conditionOf(hanging, 'NamespaceFinalizersRemaining')).toEqual({
        type: 'NamespaceFinalizersRemaining',
        status: 'True',
        reason: 'SomeFinalizersRemain',
        message:
          'Some content in the namespace has finalizers remaining: example.com/hold in 2 resource instances',
      });
    });

    clause('D9/failures', 'MUST say that nothing failed', async () => {
      for (const [type, reason, message] of [
        [
          'NamespaceDeletionDiscoveryFailure',
          'ResourcesDiscovered',
          'All resources successfully discovered',
        ],
        [
          'NamespaceDeletionGroupVersionParsingFailure',
          'ParsedGroupVersions',
          'All legacy kube types successfully parsed',
        ],
        [
          'NamespaceDeletionContentFailure',
          'ContentDeleted',
          'All content successfully deleted, may be waiting on finalization',
        ],
      ] as const)
        expect(conditionOf(hanging, type)).toEqual({
          type,
          status: 'False',
          reason,
          message,
        });
    });
  });
});

describe('a new namespace', () => {
  clause('D10/bootstrap', 'MUST get an account and the root', async () => {
    const { core, configMaps } = pathsOf(await aNamespace());
    const account = await until(`${core}/serviceaccounts/default`, () => {});
    expect(account.secrets).toBeUndefined();
    const path = `${configMaps}/kube-root-ca.crt`;
    const root = await until(path, () => {});
    expect(Object.keys(root.data ?? {})).toEqual(['ca.crt']);
    expect(root.data?.['ca.crt']).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    expect(root.metadata.annotations).toEqual({
      'kubernetes.io/description': expect.stringContaining('CA bundle'),
    });

    await remove(`${core}/serviceaccounts/default`);
    await until(`${core}/serviceaccounts/default`, ({ metadata }) =>
      expect(metadata.uid).not.toBe(account.metadata.uid),
    );
    await change(path, { data: { 'ca.crt': 'x', more: 'y' } });
    await until(path, ({ data }) => expect(data).toEqual(root.data));
    await remove(path);
    await until(path, ({ metadata, data }) => {
      expect(metadata.uid).not.toBe(root.metadata.uid);
      expect(data).toEqual(root.data);
    });
  });

  const remove = (path: string) => call('DELETE', path);
});
