import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';
import {
  aPod,
  aTemplate,
  aWorkload,
  change,
  conditionOf,
  create,
  IMAGE,
  labelled,
  pathsOf,
  SUFFIX,
  until,
} from './workloads.js';

let paths: ReturnType<typeof pathsOf>;

const podsOf = (app: string) => `${paths.pods}${labelled(`app=${app}`)}`;
const eventsOf = (kind: string, name: string) =>
  `${paths.events}?fieldSelector=involvedObject.kind=${kind},involvedObject.name=${name}`;
const aController = (name: string, spec: object = {}) => ({
  metadata: { name },
  spec: { template: aTemplate(name), ...spec },
});
const untilReady = (path: string, count: number) =>
  until(path, ({ status }) => expect(status.readyReplicas).toBe(count));
const imagesOf = ({ items }: Thing) =>
  items.map(({ spec }) => (spec.containers as { image: string }[])[0]?.image);
const ownersOf = ({ metadata }: Thing) => metadata.ownerReferences;

function controllerReference(owner: Thing, apiVersion: string) {
  return {
    apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

beforeAll(async () => {
  paths = pathsOf(await aNamespace());
});

afterAll(closePlane);

describe('the pods of a controller', () => {
  clause('K8/no-replace', 'MUST outlive a change of the template', async () => {
    const path = `${paths.controllers}/still`;
    await create(paths.controllers, aController('still', { replicas: 1 }));
    await untilReady(path, 1);
    const [before] = (await call('GET', podsOf('still'))).body.items;

    const template = aTemplate('still', 'example.com/app:2');
    await change(path, { spec: { template } });
    await until(path, ({ status }) =>
      expect(status.observedGeneration).toBe(2),
    );
    const after = await call('GET', podsOf('still'));
    expect(imagesOf(after.body)).toEqual([IMAGE]);
    expect(after.body.items[0]?.metadata.uid).toBe(before?.metadata.uid);

    await call('DELETE', `${paths.pods}/${before?.metadata.name}`);
    await until(podsOf('still'), (pods) =>
      expect(imagesOf(pods)).toEqual(['example.com/app:2']),
    );
  });

  clause('K11/pods', 'MUST bear its name and name it', async () => {
    for (const [collection, name, apiVersion, body] of [
      [paths.controllers, 'rc1', 'v1', aController('rc1', { replicas: 2 })],
      [paths.replicaSets, 'rs1', 'apps/v1', aWorkload('rs1', { replicas: 2 })],
    ] as const) {
      await create(collection, body);
      const owner = await untilReady(`${collection}/${name}`, 2);
      expect(owner.status).toMatchObject({
        replicas: 2,
        fullyLabeledReplicas: 2,
        availableReplicas: 2,
        observedGeneration: 1,
      });
      const { items } = (await call('GET', podsOf(name))).body;
      expect(items).toHaveLength(2);
      for (const { metadata } of items) {
        expect(metadata.name).toMatch(new RegExp(`^${name}-${SUFFIX}$`));
        expect(metadata.generateName).toBe(`${name}-`);
        expect(metadata.labels).toEqual({ app: name });
        expect(metadata.ownerReferences).toEqual([
          controllerReference(owner, apiVersion),
        ]);
      }
    }
  });

  clause('K11/denied', 'MUST be missed aloud and come later', async () => {
    const narrow = pathsOf(await aNamespace());
    await create(`${narrow.core}/resourcequotas`, {
      metadata: { name: 'q' },
      spec: { hard: { pods: '1' } },
    });
    await until(`${narrow.core}/resourcequotas/q`, ({ status }) =>
      expect(status.hard).toEqual({ pods: '1' }),
    );
    const path = `${narrow.replicaSets}/many`;
    await create(narrow.replicaSets, aWorkload('many', { replicas: 3 }));
    const denied = await until(path, (body) => {
      expect(conditionOf(body, 'ReplicaFailure')).toBeDefined();
      expect(body.status.replicas).toBe(1);
    });
    const text = new RegExp(
      `^pods "many-${SUFFIX}" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1$`,
    );
    expect(conditionOf(denied, 'ReplicaFailure')).toEqual({
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: expect.stringMatching(text),
    });

    const events = `${narrow.events}?fieldSelector=reason=FailedCreate`;
    const { items } = await until(events, (body) =>
      expect(body.items).not.toEqual([]),
    );
    expect(items[0]).toMatchObject({
      type: 'Warning',
      involvedObject: { kind: 'ReplicaSet', name: 'many' },
      source: { component: 'replicaset-controller' },
    });
    expect(items[0]?.message).toMatch(
      new RegExp(`^Error creating: ${text.source.slice(1)}`),
    );

    await change(`${narrow.core}/resourcequotas/q`, {
      spec: { hard: { pods: '5' } },
    });
    const allowed = await untilReady(path, 3);
    expect(conditionOf(allowed, 'ReplicaFailure')).toBeUndefined();
  });

  clause('K11/adopt', 'MUST be those that its selector finds', async () => {
    const path = `${paths.replicaSets}/adopter`;
    await create(paths.pods, aPod({ app: 'adopter' }, {}, { name: 'orphan' }));
    await create(paths.replicaSets, aWorkload('adopter', { replicas: 1 }));
    const owner = await until(path, ({ status }) =>
      expect(status.replicas).toBe(1),
    );
    const adopted = await until(podsOf('adopter'), ({ items }) => {
      expect(items.map(ownersOf)).toEqual([
        [controllerReference(owner, 'apps/v1')],
      ]);
    });
    expect(adopted.items[0]?.metadata.name).toBe('orphan');

    await change(`${paths.pods}/orphan`, {
      metadata: { labels: { app: 'free' } },
    });
    await until(`${paths.pods}/orphan`, (pod) =>
      expect(ownersOf(pod)).toBeUndefined(),
    );
    await until(podsOf('adopter'), ({ items }) => {
      expect(items).toHaveLength(1);
      expect(items[0]?.metadata.name).not.toBe('orphan');
    });
  });
});

describe('events', () => {
  clause('K12/reasons', 'MUST tell what the controllers do', async () => {
    await create(paths.deployments, aWorkload('told', { replicas: 2 }));
    await untilReady(`${paths.deployments}/told`, 2);
    const [replicaSet] = (
      await call('GET', `${paths.replicaSets}${labelled('app=told')}`)
    ).body.items;
    const name = replicaSet?.metadata.name ?? '';
    const pods = (await call('GET', podsOf('told'))).body.items;
    const names = pods.map(({ metadata }) => metadata.name);
    await change(`${paths.deployments}/told`, { spec: { replicas: 1 } });
    const gone = await until(podsOf('told'), ({ items }) =>
      expect(items).toHaveLength(1),
    );
    const left = gone.items[0]?.metadata.name;
    const deleted = names.filter((one) => one !== left);

    const told = async (kind: string, about: string, count: number) =>
      (
        await until(eventsOf(kind, about), ({ items }) =>
          expect(items.length).toBeGreaterThanOrEqual(count),
        )
      ).items.map(({ type, reason, message }) => [type, reason, message]);
    const sorted = (lines: unknown[][]) => lines.map(String).sort();
    expect(sorted(await told('Deployment', 'told', 2))).toEqual([
      `Normal,ScalingReplicaSet,Scaled down replica set ${name} from 2 to 1`,
      `Normal,ScalingReplicaSet,Scaled up replica set ${name} from 0 to 2`,
    ]);
    expect(sorted(await told('ReplicaSet', name, 3))).toEqual(
      sorted([
        ...names.map((one) => [
          'Normal',
          'SuccessfulCreate',
          `Created pod: ${one}`,
        ]),
        ...deleted.map((one) => [
          'Normal',
          'SuccessfulDelete',
          `Deleted pod: ${one}`,
        ]),
      ]),
    );

    const [scaling] = (await call('GET', eventsOf('Deployment', 'told'))).body
      .items;
    expect(scaling).toMatchObject({
      source: { component: 'deployment-controller' },
      reportingComponent: 'deployment-controller',
      reportingInstance: '',
      eventTime: null,
      count: 1,
      involvedObject: { kind: 'Deployment', apiVersion: 'apps/v1' },
    });
    expect(scaling?.metadata.name).toMatch(/^told\.[0-9a-f]+$/);
    expect(scaling?.firstTimestamp).toBe(scaling?.lastTimestamp);

    const scheduled = await until(
      `${eventsOf('Pod', String(left))},reason=Scheduled`,
      ({ items }) => expect(items).toHaveLength(1),
    );
    const { namespace } = scheduled.items[0]?.metadata ?? {};
    const pod = await call('GET', `${paths.pods}/${left}`);
    expect(scheduled.items[0]).toMatchObject({
      type: 'Normal',
      message: `Successfully assigned ${namespace}/${left} to ${String(pod.body.spec.nodeName)}`,
      action: 'Binding',
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      reportingComponent: 'default-scheduler',
    });
    expect(scheduled.items[0]?.count).toBeUndefined();
    expect(scheduled.items[0]?.eventTime).toMatch(/\.\d{6}Z$/);
  });
});
