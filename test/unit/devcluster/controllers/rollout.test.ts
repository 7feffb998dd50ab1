import { describe, expect, test } from '@jest/globals';

import { toCurrentSize } from '../../../../devcluster/controllers/current-replica-set.js';
import type { Deployment } from '../../../../devcluster/controllers/deployment.js';
import {
  deadlineInMs,
  withProgress,
} from '../../../../devcluster/controllers/deployment-progress.js';
import { toTemplateHash } from '../../../../devcluster/controllers/pod-template-hash.js';
import { toShares } from '../../../../devcluster/controllers/proportional-scaling.js';
import {
  splitByTemplate,
  toRevisionAnnotations,
} from '../../../../devcluster/controllers/revision.js';
import { toRolloutLimits } from '../../../../devcluster/controllers/rollout-limits.js';
import { aDeployment, aReplicaSet } from './cluster-objects.js';

const PREFIX = 'deployment.kubernetes.io';
const revision = (number: number) => ({
  metadata: { annotations: { [`${PREFIX}/revision`]: String(number) } },
});
const rolling = (
  maxSurge: number | string,
  maxUnavailable: number | string,
): Deployment['spec']['strategy'] => ({
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge, maxUnavailable },
});

describe('the limits of a rollout', () => {
  test.each([
    [10, '25%', '25%', 3, 2],
    [10, 1, 0, 1, 0],
    [2, '0%', '1%', 0, 1],
    [1, '25%', '25%', 1, 0],
    [3, 0, 5, 0, 3],
    [0, 2, 2, 2, 0],
  ])(
    'of %i pods with %s and %s are %i and %i',
    (replicas, maxSurge, maxUnavailable, surge, unavailable) => {
      const strategy = rolling(maxSurge, maxUnavailable);
      expect(toRolloutLimits(aDeployment({ replicas, strategy }))).toEqual({
        surge,
        unavailable,
      });
    },
  );

  test('leave no room where pods are recreated', () => {
    const strategy = { type: 'Recreate' };
    expect(toRolloutLimits(aDeployment({ strategy }))).toEqual({
      surge: 0,
      unavailable: 0,
    });
  });
});

describe('the size of the current ReplicaSet', () => {
  test('grows into the room that there is', () => {
    const deployment = aDeployment();
    expect(toCurrentSize(deployment, [aReplicaSet(10)], 0)).toBe(3);
    expect(toCurrentSize(deployment, [aReplicaSet(8), aReplicaSet(3)], 3)).toBe(
      5,
    );
    expect(
      toCurrentSize(deployment, [aReplicaSet(10), aReplicaSet(3)], 3),
    ).toBe(3);
    expect(toCurrentSize(deployment, [aReplicaSet(9)], 9)).toBe(10);
  });
});

describe('a new number of pods in the middle of a rollout', () => {
  const sized = (replicas: number, name: string) =>
    aReplicaSet(replicas, {
      metadata: { name, annotations: { [`${PREFIX}/max-replicas`]: '13' } },
    });
  const sharesOf = (replicas: number) =>
    toShares(aDeployment({ replicas }), [sized(8, 'old'), sized(5, 'new')]).map(
      ([{ metadata }, size]) => [metadata.name, size],
    );

  test('goes to all in proportion, and the rest to the largest', () => {
    expect(sharesOf(20)).toEqual([
      ['old', 15],
      ['new', 10],
    ]);
    expect(sharesOf(5)).toEqual([
      ['old', 4],
      ['new', 3],
    ]);
  });

  test('takes everything when none is wanted', () => {
    expect(sharesOf(0)).toEqual([
      ['old', 0],
      ['new', 0],
    ]);
  });
});

describe('a template', () => {
  test('has the same hash in any order, and another one after a collision', () => {
    const template = { metadata: { labels: { a: '1', b: '2' } }, spec: {} };
    const same = { spec: {}, metadata: { labels: { b: '2', a: '1' } } };
    const hash = toTemplateHash(template as never);
    expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
    expect(toTemplateHash(same as never)).toBe(hash);
    expect(toTemplateHash(template as never, 1)).not.toBe(hash);
  });

  test('is found again whatever its hash', () => {
    const deployment = aDeployment();
    const { metadata, spec } = deployment.spec.template;
    const labels = { ...metadata?.labels, 'pod-template-hash': 'x' };
    const own = aReplicaSet(1, { template: { metadata: { labels }, spec } });
    const other = aReplicaSet(1, {
      template: { metadata: { labels }, spec: { containers: [] } },
    });
    expect(splitByTemplate(deployment, [other, own])).toEqual({
      current: own,
      old: [other],
    });
  });
});

describe('revisions', () => {
  test('count up, and a ReplicaSet that comes back remembers its own', () => {
    const deployment = aDeployment();
    const old = [aReplicaSet(0, revision(1)), aReplicaSet(0, revision(3))];
    expect(toRevisionAnnotations(deployment, {}, old)).toEqual({
      [`${PREFIX}/revision`]: '4',
    });
    expect(
      toRevisionAnnotations(
        deployment,
        {
          [`${PREFIX}/revision`]: '2',
          [`${PREFIX}/revision-history`]: '1',
        },
        old,
      ),
    ).toEqual({
      [`${PREFIX}/revision`]: '4',
      [`${PREFIX}/revision-history`]: '1,2',
    });
  });

  test('stay when they are the youngest, and copy what the deployment says', () => {
    const deployment = aDeployment();
    deployment.metadata.annotations = {
      note: 'n',
      [`${PREFIX}/revision`]: '9',
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
    };
    expect(
      toRevisionAnnotations(deployment, { [`${PREFIX}/revision`]: '7' }, []),
    ).toEqual({ note: 'n', [`${PREFIX}/revision`]: '7' });
  });
});

describe('a rollout without progress', () => {
  const at = '2026-01-01T00:00:00Z';
  const start = Date.parse(at);
  const conditions = [
    {
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      lastUpdateTime: at,
    },
  ];
  const status = { replicas: 10, updatedReplicas: 1, conditions };
  const deployment = aDeployment({ progressDeadlineSeconds: 60 }, status);
  const reasonAfter = (seconds: number) =>
    withProgress(deployment, undefined, status, start + seconds * 1000)
      .conditions?.[0]?.reason;

  test('has failed after its deadline', () => {
    expect(reasonAfter(59)).toBe('ReplicaSetUpdated');
    expect(reasonAfter(61)).toBe('ProgressDeadlineExceeded');
    expect(deadlineInMs(deployment, status, start + 20_000)).toBe(40_000);
  });

  test('may take for ever without a deadline', () => {
    const patient = aDeployment(
      { progressDeadlineSeconds: 2 ** 31 - 1 },
      status,
    );
    expect(withProgress(patient, undefined, status, start).conditions).toEqual(
      [],
    );
    expect(deadlineInMs(patient, status, start)).toBeUndefined();
  });
});
