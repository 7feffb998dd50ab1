import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, call, closePlane, type Thing, watch } from './plane.js';
import {
  aTemplate,
  aWorkload,
  change,
  conditionOf,
  create,
  labelled,
  NEVER_READY,
  pathsOf,
  until,
} from './workloads.js';

const REVISION = 'deployment.kubernetes.io/revision';
const HISTORY = 'deployment.kubernetes.io/revision-history';

let paths: ReturnType<typeof pathsOf>;

const pathOf = (app: string) => `${paths.deployments}/${app}`;
const replicaSetsOf = (app: string) =>
  `${paths.replicaSets}${labelled(`app=${app}`)}`;
const revisionOf = ({ metadata }: Thing) => metadata.annotations?.[REVISION];

/** What a list of replica sets wants and has, by revision: [revision, wanted, ready]. */
function sizes({ items }: Thing): unknown[][] {
  return items
    .map((one) => [
      Number(revisionOf(one)),
      one.spec.replicas,
      one.status.readyReplicas ?? 0,
    ])
    .sort(([a], [b]) => Number(a) - Number(b));
}

const untilSizes = (app: string, wanted: unknown[][]) =>
  until(replicaSetsOf(app), (list) => expect(sizes(list)).toEqual(wanted));
const untilComplete = (app: string, replicas: number, generation: number) =>
  until(pathOf(app), ({ status }) =>
    expect(status).toMatchObject({
      observedGeneration: generation,
      replicas,
      updatedReplicas: replicas,
      availableReplicas: replicas,
    }),
  );
const roll = (app: string, image: string) =>
  change(pathOf(app), { spec: { template: aTemplate(app, image) } });
const aRolling = (maxSurge: unknown, maxUnavailable: unknown) => ({
  strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
});

beforeAll(async () => {
  paths = pathsOf(await aNamespace());
});

afterAll(closePlane);

describe('a deployment', () => {
  clause('K9/replicaset', 'MUST own a named ReplicaSet', async () => {
    const body = aWorkload('dep', { replicas: 2, minReadySeconds: 1 });
    await create(paths.deployments, {
      ...body,
      metadata: { name: 'dep', labels: { l: '1' }, annotations: { note: 'n' } },
    });
    const owner = await until(pathOf('dep'), (one) =>
      expect(revisionOf(one)).toBe('1'),
    );
    const { items } = (await call('GET', replicaSetsOf('dep'))).body;
    expect(items).toHaveLength(1);
    const { metadata, spec } = items[0] as Thing;
    const hash = metadata.labels?.['pod-template-hash'] ?? '';
    expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
    expect(metadata.name).toBe(`dep-${hash}`);
    const labels = { app: 'dep', 'pod-template-hash': hash };
    expect(metadata.labels).toEqual(labels);
    expect(metadata.annotations).toEqual({
      note: 'n',
      [REVISION]: '1',
      'deployment.kubernetes.io/desired-replicas': '2',
      'deployment.kubernetes.io/max-replicas': '3',
    });
    expect(metadata.ownerReferences).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'dep',
        uid: owner.metadata.uid,
        controller: true,
        blockOwnerDeletion: true,
      },
    ]);
    expect(spec.replicas).toBe(2);
    expect(spec.minReadySeconds).toBe(1);
    expect(spec.selector).toEqual({ matchLabels: labels });
    expect((spec.template as Thing).metadata).toEqual({ labels });
    const pods = await until(`${paths.pods}${labelled('app=dep')}`, (list) =>
      expect(list.items).toHaveLength(2),
    );
    expect(pods.items[0]?.metadata.labels).toEqual(labels);
  });

  clause('K9/rollout', 'MUST replace its pods by its strategy', async () => {
    await create(
      paths.deployments,
      aWorkload('roll', {
        replicas: 4,
        revisionHistoryLimit: 1,
        ...aRolling('25%', '25%'),
      }),
    );
    const first = await untilSizes('roll', [[1, 4, 4]]);
    await roll('roll', NEVER_READY);
    await untilSizes('roll', [
      [1, 3, 3],
      [2, 2, 0],
    ]);

    // A template seen before takes its ReplicaSet again.
    await roll('roll', 'example.com/app:1');
    await untilSizes('roll', [
      [2, 0, 0],
      [3, 4, 4],
    ]);
    const again = (await call('GET', replicaSetsOf('roll'))).body.items.find(
      (one) => revisionOf(one) === '3',
    );
    expect(again?.metadata.uid).toBe(first.items[0]?.metadata.uid);
    expect(again?.metadata.annotations?.[HISTORY]).toBe('1');
    expect(revisionOf(await untilComplete('roll', 4, 3))).toBe('3');

    await change(pathOf('roll'), { spec: aRolling(2, 0) });
    await roll('roll', NEVER_READY);
    await untilSizes('roll', [
      [3, 4, 4],
      [4, 2, 0],
    ]);
    await roll('roll', 'example.com/app:2');
    await untilComplete('roll', 4, 6);
    // The history keeps one old ReplicaSet.
    await untilSizes('roll', [
      [4, 0, 0],
      [5, 4, 4],
    ]);

    await create(
      paths.deployments,
      aWorkload('anew', { replicas: 2, strategy: { type: 'Recreate' } }),
    );
    await untilComplete('anew', 2, 1);
    const pods = `${paths.pods}${labelled('app=anew')}`;
    const { resourceVersion } = (await call('GET', pods)).body.metadata;
    const seen = await watch(`${pods}&resourceVersion=${resourceVersion}`);
    await roll('anew', 'example.com/app:2');
    await untilComplete('anew', 2, 2);
    await seen.close();
    const order = seen.events
      .map(({ type }) => type)
      .filter((type) => type !== 'MODIFIED');
    expect(order).toEqual(['DELETED', 'DELETED', 'ADDED', 'ADDED']);
  });

  clause('K9/conditions', 'MUST tell how its rollout goes', async () => {
    const { resourceVersion } = (await call('GET', paths.deployments)).body
      .metadata;
    const seen = await watch(
      `${paths.deployments}?resourceVersion=${resourceVersion}&fieldSelector=metadata.name=cond`,
    );
    const spec = { replicas: 2, progressDeadlineSeconds: 2 };
    await create(paths.deployments, aWorkload('cond', spec));
    const done = await until(pathOf('cond'), (one) =>
      expect(conditionOf(one, 'Progressing')?.reason).toBe(
        'NewReplicaSetAvailable',
      ),
    );
    const [first] = (await call('GET', replicaSetsOf('cond'))).body.items;
    const name = first?.metadata.name;
    expect(conditionOf(done, 'Progressing')).toEqual({
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet "${name}" has successfully progressed.`,
    });
    expect(conditionOf(done, 'Available')).toEqual({
      type: 'Available',
      status: 'True',
      reason: 'MinimumReplicasAvailable',
      message: 'Deployment has minimum availability.',
    });
    await seen.close();
    const told = new Set(
      seen.events.map(({ object }) => {
        const { status, reason, message } =
          conditionOf(object, 'Progressing') ?? {};
        return `${status} ${reason} ${message}`;
      }),
    );
    expect(told).toContain(
      `True NewReplicaSetCreated Created new replica set "${name}"`,
    );

    await change(pathOf('cond'), { spec: { paused: true } });
    await until(pathOf('cond'), (one) =>
      expect(conditionOf(one, 'Progressing')).toEqual({
        type: 'Progressing',
        status: 'Unknown',
        reason: 'DeploymentPaused',
        message: 'Deployment is paused',
      }),
    );
    const paused = (await call('GET', pathOf('cond'))).body.metadata;
    const resuming = await watch(
      `${paths.deployments}?resourceVersion=${paused.resourceVersion}&fieldSelector=metadata.name=cond`,
    );
    await change(pathOf('cond'), { spec: { paused: false } });
    await until(pathOf('cond'), (one) =>
      expect(conditionOf(one, 'Progressing')?.status).toBe('True'),
    );
    await resuming.close();
    expect(
      resuming.events.map(({ object }) => conditionOf(object, 'Progressing')),
    ).toContainEqual({
      type: 'Progressing',
      status: 'Unknown',
      reason: 'DeploymentResumed',
      message: 'Deployment is resumed',
    });

    await change(pathOf('cond'), { spec: aRolling(0, 2) });
    await roll('cond', NEVER_READY);
    const moving = await until(pathOf('cond'), (one) =>
      expect(conditionOf(one, 'Progressing')?.reason).toBe('ReplicaSetUpdated'),
    );
    const second = (await call('GET', replicaSetsOf('cond'))).body.items.find(
      (one) => revisionOf(one) === '2',
    );
    expect(conditionOf(moving, 'Progressing')).toEqual({
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: `ReplicaSet "${second?.metadata.name}" is progressing.`,
    });
    const stuck = await until(pathOf('cond'), (one) =>
      expect(conditionOf(one, 'Progressing')?.status).toBe('False'),
    );
    expect(conditionOf(stuck, 'Progressing')).toEqual({
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet "${second?.metadata.name}" has timed out progressing.`,
    });
    expect(conditionOf(stuck, 'Available')?.status).toBe('True');
    await change(pathOf('cond'), { spec: aRolling(2, 0) });
    expect(
      conditionOf(
        await until(pathOf('cond'), (one) =>
          expect(conditionOf(one, 'Available')?.status).toBe('False'),
        ),
        'Available',
      ),
    ).toEqual({
      type: 'Available',
      status: 'False',
      reason: 'MinimumReplicasUnavailable',
      message: 'Deployment does not have minimum availability.',
    });
  });

  clause('K9/status', 'MUST count its pods', async () => {
    await create(
      paths.deployments,
      aWorkload('count', { replicas: 2, ...aRolling(1, 0) }),
    );
    const { status } = await untilComplete('count', 2, 1);
    const { conditions, ...counters } = status;
    expect(conditions).toHaveLength(2);
    expect(counters).toEqual({
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      terminatingReplicas: 0,
    });

    await roll('count', NEVER_READY);
    const rolling = await until(pathOf('count'), (one) =>
      expect(one.status.replicas).toBe(3),
    );
    const { conditions: _, ...during } = rolling.status;
    expect(during).toEqual({
      observedGeneration: 2,
      replicas: 3,
      updatedReplicas: 1,
      readyReplicas: 2,
      availableReplicas: 2,
      unavailableReplicas: 1,
      terminatingReplicas: 0,
    });
  });

  clause('K9/paused', 'MUST scale but not roll out', async () => {
    await create(paths.deployments, aWorkload('rest', { replicas: 1 }));
    await untilComplete('rest', 1, 1);
    await change(pathOf('rest'), {
      spec: { paused: true, template: aTemplate('rest', 'example.com/app:2') },
    });
    await change(pathOf('rest'), { spec: { replicas: 3 } });
    await untilSizes('rest', [[1, 3, 3]]);
    const { status } = await until(pathOf('rest'), (one) =>
      expect(one.status).toMatchObject({ observedGeneration: 3, replicas: 3 }),
    );
    expect(status.updatedReplicas).toBeUndefined();

    await change(pathOf('rest'), { spec: { paused: false } });
    await untilSizes('rest', [
      [1, 0, 0],
      [2, 3, 3],
    ]);
  });
});
