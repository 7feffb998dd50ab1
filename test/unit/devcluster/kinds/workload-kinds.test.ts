import { describe, expect, test } from '@jest/globals';

import { deployments } from '../../../../devcluster/kinds/deployment.js';
import { horizontalPodAutoscalers } from '../../../../devcluster/kinds/horizontal-pod-autoscaler.js';
import { replicaSets } from '../../../../devcluster/kinds/replica-set.js';
import { replicationControllers } from '../../../../devcluster/kinds/replication-controller.js';
import { changeRefusals, refusalsOf, toDraft, toShown } from './drafts.js';

const labels = { app: 'w' };
const template = (spec: object = {}) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'c', image: 'example.com/app:1' }], ...spec },
});
const selected = (more: object = {}) => ({
  spec: { selector: { matchLabels: labels }, template: template(), ...more },
});
const MISMATCH =
  'spec.template.metadata.labels: Invalid value: {"app":"w"}: `selector` does not match template `labels`';

describe('a replication controller', () => {
  test('takes after its template', () => {
    const shown = toShown(replicationControllers, {
      spec: { template: template() },
      status: { replicas: 4 },
    });
    expect(shown.metadata.labels).toEqual(labels);
    expect(shown.spec).toMatchObject({ replicas: 1, selector: labels });
    expect(shown.status).toEqual({ replicas: 0 });
  });

  test.each([
    [{}, ['spec.selector: Required value', 'spec.template: Required value']],
    [{ selector: { app: 'x' }, template: template() }, [MISMATCH]],
    [
      { replicas: -1, minReadySeconds: -1, template: template() },
      [
        'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0',
        'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ],
    ],
    [
      {
        template: template({
          restartPolicy: 'OnFailure',
          activeDeadlineSeconds: 1,
        }),
      },
      [
        'spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
        'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicationController is not Supported',
      ],
    ],
  ])('is refused: %j', (spec, refusals) => {
    expect(refusalsOf(replicationControllers, { spec })).toEqual(refusals);
  });

  test('is found by its replicas', () => {
    const field = replicationControllers.fields?.['status.replicas'];
    expect(field?.({ metadata: {}, status: {} })).toBe('0');
    expect(field?.({ metadata: {}, status: { replicas: 3 } })).toBe('3');
  });
});

describe('deployments and replica sets', () => {
  test.each([deployments, replicaSets])('keep their selector', (kind) => {
    const other = { matchLabels: { app: 'z' } };
    expect(changeRefusals(kind, selected(), selected())).toEqual([]);
    expect(
      changeRefusals(kind, selected(), selected({ selector: other })),
    ).toEqual([
      'spec.selector: Invalid value: {"matchLabels":{"app":"z"}}: field is immutable',
    ]);
  });

  test.each([deployments, replicaSets])('need a selector', (kind) => {
    expect(refusalsOf(kind, selected({ selector: undefined }))).toEqual([
      'spec.selector: Required value',
      MISMATCH,
    ]);
    expect(refusalsOf(kind, selected({ selector: {} }))).toEqual([
      'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
    ]);
    const matchExpressions = [{ key: 'app', operator: 'In' }];
    expect(
      refusalsOf(kind, selected({ selector: { matchExpressions } })),
    ).toEqual([
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"In"}]}: invalid label selector',
    ]);
  });
});

describe('a deployment', () => {
  const rolling = (maxSurge: unknown, maxUnavailable: unknown) => ({
    strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
  });
  const unavailable = 'spec.strategy.rollingUpdate.maxUnavailable';

  test.each<[object, string[]]>([
    [rolling(1, 0), []],
    [
      rolling(0, '0%'),
      [
        `${unavailable}: Invalid value: "0%": may not be 0 when \`maxSurge\` is 0`,
      ],
    ],
    [
      rolling('25%', '101%'),
      [`${unavailable}: Invalid value: "101%": must not be greater than 100%`],
    ],
    [
      rolling(1, -2),
      [`${unavailable}: Invalid value: -2: must be greater than or equal to 0`],
    ],
    [
      { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } },
      [
        "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
      ],
    ],
    [
      { strategy: { type: 'Slow' } },
      [
        'spec.strategy: Unsupported value: {"Type":"Slow","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
      ],
    ],
    [
      { progressDeadlineSeconds: 5, minReadySeconds: 5 },
      [
        'spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds',
      ],
    ],
  ])('of %j', (spec, refusals) => {
    expect(refusalsOf(deployments, selected(spec))).toEqual(refusals);
  });

  test('counts a change of its annotations as one of its spec', () => {
    const old = toDraft(deployments, selected());
    old.metadata.generation = 4;
    const same = structuredClone(old);
    deployments.prepareUpdate?.(same, old);
    expect(same.metadata.generation).toBe(4);
    const noted = structuredClone(old);
    noted.metadata.annotations = { a: 'b' };
    deployments.prepareUpdate?.(noted, old);
    expect(noted.metadata.generation).toBe(5);
  });

  test('has counts that can be', () => {
    const status = {
      replicas: 1,
      updatedReplicas: 2,
      readyReplicas: 1,
      availableReplicas: 1,
      unavailableReplicas: -1,
      collisionCount: 0,
    };
    const old = { metadata: {}, status: { collisionCount: 1 } };
    const errors = deployments.validateStatus?.({ metadata: {}, status }, old);
    expect(errors?.map(({ field, message }) => `${field}: ${message}`)).toEqual(
      [
        'status.unavailableReplicas: Invalid value: -1: must be greater than or equal to 0',
        'status.updatedReplicas: Invalid value: 2: cannot be greater than status.replicas',
        'status.collisionCount: Invalid value: 0: cannot be decremented',
      ],
    );
  });
});

test('an autoscaler has rules for both ways or for none', () => {
  const scaleTargetRef = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'x',
  };
  const spec = { maxReplicas: 3, scaleTargetRef };
  const shown = toShown(horizontalPodAutoscalers, { spec });
  expect(shown.spec).toEqual({
    ...spec,
    minReplicas: 1,
    metrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: 80 },
        },
      },
    ],
  });
  const behavior = { scaleUp: { selectPolicy: 'Disabled' } };
  expect(
    toShown(horizontalPodAutoscalers, { spec: { ...spec, behavior } }).spec,
  ).toMatchObject({
    behavior: {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Disabled',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      },
      scaleDown: {
        selectPolicy: 'Max',
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      },
    },
  });
});
