import { describe, expect, test } from '@jest/globals';

import { tolerateLostNodes } from '../../../../devcluster/admission/default-tolerations.js';
import {
  keepPriority,
  setPriority,
} from '../../../../devcluster/admission/pod-priority.js';
import {
  refuseOverhead,
  refuseRuntimeClass,
} from '../../../../devcluster/admission/runtime-class.js';
import { aPod, aRequest, mutated, refusalOf } from './admission-request.js';

const why = (action: () => unknown) =>
  refusalOf(action).message.replace('pods "p" is forbidden: ', '');

describe('setPriority', () => {
  test('knows no class, and those of the system', () => {
    expect(mutated(setPriority, {})).toMatchObject({
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    });
    expect(
      mutated(setPriority, {
        priorityClassName: 'system-cluster-critical',
        priority: 2_000_000_000,
      }),
    ).toMatchObject({ priority: 2_000_000_000 });
  });

  test('refuses other classes and what does not fit the class', () => {
    expect(why(() => mutated(setPriority, { priorityClassName: 'x' }))).toBe(
      'no PriorityClass with name x was found',
    );
    expect(why(() => mutated(setPriority, { priority: 5 }))).toBe(
      'the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    );
    expect(why(() => mutated(setPriority, { preemptionPolicy: 'Never' }))).toBe(
      'the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name',
    );
  });
});

test('keepPriority keeps what an update leaves out', () => {
  const old = aPod({ priority: 7, preemptionPolicy: 'Never' });
  const pod = aPod({ priority: 8 });
  keepPriority(aRequest(pod, { old }).request);
  expect(pod.spec).toMatchObject({ priority: 8, preemptionPolicy: 'Never' });
});

describe('tolerateLostNodes', () => {
  const outlives = (key: string) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  });
  const tolerationsAfter = (tolerations?: object[]) =>
    mutated(tolerateLostNodes, { tolerations }) as { tolerations: object[] };

  test('adds what the pod does not tolerate', () => {
    expect(tolerationsAfter().tolerations).toEqual([
      outlives('not-ready'),
      outlives('unreachable'),
    ]);
    const other = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };
    expect(tolerationsAfter([other]).tolerations).toEqual([
      other,
      outlives('not-ready'),
      outlives('unreachable'),
    ]);
  });

  test('keeps a pod that tolerates them', () => {
    for (const own of [
      [{ operator: 'Exists' }],
      [outlives('unreachable'), { key: 'node.kubernetes.io/not-ready' }],
    ])
      expect(tolerationsAfter(own).tolerations).toEqual(own);
  });
});

test('a runtime class and its overhead are refused', () => {
  expect(
    why(() => mutated(refuseRuntimeClass, { runtimeClassName: 'x' })),
  ).toBe('pod rejected: RuntimeClass "x" not found');
  expect(
    why(() =>
      refuseOverhead(aRequest(aPod({ overhead: { cpu: '1' } })).request),
    ),
  ).toBe(
    'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
  );
  expect(refuseOverhead(aRequest(aPod()).request)).toEqual([]);
});
