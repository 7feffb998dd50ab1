import { describe, expect, test } from '@jest/globals';

import { toRolloutState } from '../../../../src/modules/apps/rollout-state.js';
import type { RawWorkload } from '../../../../src/modules/apps/workload.js';

const AT = Date.parse('2026-11-24T12:00:00Z');
const before = (seconds: number) =>
  new Date(AT - seconds * 1_000).toISOString();

function aDeployment(spec: object, status: object): RawWorkload {
  return {
    metadata: { name: 'web', uid: 'u', generation: 2 },
    spec: { replicas: 3, selector: { matchLabels: { a: 'b' } }, ...spec },
    status: { observedGeneration: 2, ...status },
  } as unknown as RawWorkload;
}
function aController(status: object): RawWorkload {
  return {
    metadata: { name: 'web', uid: 'u', generation: 2 },
    spec: { replicas: 3, selector: { a: 'b' } },
    status: { observedGeneration: 2, ...status },
  } as unknown as RawWorkload;
}
const progressing = (reason: string, status = 'True') => ({
  ...{ type: 'Progressing', status, reason },
  lastUpdateTime: before(100),
});
const refused = (seconds: number) => ({
  ...{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate' },
  ...{ message: 'no', lastTransitionTime: before(seconds) },
});
const up = { replicas: 3, updatedReplicas: 3, availableReplicas: 3 };

describe('the state of a rollout', () => {
  test.each<[string, RawWorkload, string]>([
    ['all pods are there', aDeployment({}, up), 'COMPLETE'],
    [
      'it is not noticed',
      aDeployment({}, { ...up, observedGeneration: 1 }),
      'PENDING',
    ],
    [
      'too few new pods',
      aDeployment({}, { ...up, updatedReplicas: 2 }),
      'PROGRESSING',
    ],
    [
      'old pods are left',
      aDeployment({}, { ...up, replicas: 4 }),
      'PROGRESSING',
    ],
    [
      'new pods are not available',
      aDeployment({}, { ...up, availableReplicas: 1 }),
      'PROGRESSING',
    ],
    [
      'pods failed after it had been up',
      aDeployment(
        {},
        {
          ...{ ...up, availableReplicas: 1 },
          conditions: [progressing('NewReplicaSetAvailable')],
        },
      ),
      'COMPLETE',
    ],
    [
      'the deadline is exceeded',
      aDeployment(
        {},
        { conditions: [progressing('ProgressDeadlineExceeded', 'False')] },
      ),
      'FAILED',
    ],
    [
      'it is paused',
      aDeployment({ paused: true }, { updatedReplicas: 1 }),
      'PAUSED',
    ],
    [
      'pods are refused for a moment',
      aDeployment({}, { conditions: [refused(10)] }),
      'PROGRESSING',
    ],
    [
      'pods are refused for longer',
      aDeployment({}, { conditions: [refused(31)] }),
      'STUCK',
    ],
    [
      'a ReplicationController is up',
      aController({
        replicas: 3,
        fullyLabeledReplicas: 3,
        availableReplicas: 3,
      }),
      'COMPLETE',
    ],
    [
      'a ReplicationController comes up',
      aController({ replicas: 3, fullyLabeledReplicas: 3 }),
      'PROGRESSING',
    ],
    [
      'a ReplicationController is refused its pods',
      aController({ replicas: 0, conditions: [refused(31)] }),
      'STUCK',
    ],
  ])('%s: $2', (_, workload, state) => {
    expect(toRolloutState(workload, [], AT).state).toBe(state);
  });

  test('is STUCK when its pods are doomed, and incomplete with old pods', () => {
    const doomed = { doomed: 'The image does not exist.' };
    const coming = aDeployment({}, { replicas: 1, updatedReplicas: 1 });
    expect(toRolloutState(coming, [], AT, doomed)).toMatchObject({
      ...{ state: 'STUCK', message: doomed.doomed },
    });
    const old = aController({
      ...{ replicas: 3, fullyLabeledReplicas: 3, availableReplicas: 3 },
    });
    expect(toRolloutState(old, [], AT, { outdated: 2 })).toMatchObject({
      ...{ state: 'PROGRESSING', updated: 1 },
    });
  });

  test('tells the deadline by the last progress', () => {
    const workload = aDeployment(
      { progressDeadlineSeconds: 300 },
      { conditions: [progressing('ReplicaSetUpdated')] },
    );
    expect(toRolloutState(workload, [], AT).deadlineAt).toBe(
      new Date(AT + 200_000).toISOString(),
    );
  });
});
