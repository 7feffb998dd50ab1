import { describe, expect, test } from '@jest/globals';

import { pods } from '../../../../devcluster/kinds/pod.js';
import { changeRefusals } from './drafts.js';

const container = { name: 'c', image: 'example.com/app:1' };
const before = {
  containers: [container],
  initContainers: [{ ...container, name: 'i' }],
  activeDeadlineSeconds: 100,
  tolerations: [{ key: 'x', operator: 'Exists' }],
  schedulingGates: [{ name: 'a' }, { name: 'b' }],
};

const refusalsOf = (change: object) =>
  changeRefusals(pods, { spec: before }, { spec: { ...before, ...change } });

describe('the spec of a pod', () => {
  test.each<[string, object]>([
    ['nothing', {}],
    ['images', { containers: [{ ...container, image: 'example.com/app:2' }] }],
    ['a gate that opens', { schedulingGates: [{ name: 'b' }] }],
    ['a shorter deadline', { activeDeadlineSeconds: 50 }],
    [
      'another toleration',
      { tolerations: [...before.tolerations, { operator: 'Exists' }] },
    ],
    [
      'how long a taint is borne',
      {
        tolerations: [{ key: 'x', operator: 'Exists', tolerationSeconds: 5 }],
      },
    ],
  ])('may change: %s', (_what, change) => {
    expect(refusalsOf(change)).toEqual([]);
  });

  test.each<[string, object]>([
    ['a command', { containers: [{ ...container, command: ['x'] }] }],
    ['the node', { nodeName: 'n' }],
    ['the grace period', { terminationGracePeriodSeconds: 5 }],
    [
      'the resources',
      { containers: [{ ...container, resources: { limits: { cpu: '1' } } }] },
    ],
  ])('may not change: %s', (_what, change) => {
    expect(refusalsOf(change)).toEqual([
      expect.stringMatching(
        /^spec: Forbidden: pod updates may not change fields other than `spec\.containers\[\*\]\.image`,`spec\.initContainers\[\*\]\.image`,`spec\.activeDeadlineSeconds`,`spec\.tolerations` \(only additions to existing tolerations\),`spec\.terminationGracePeriodSeconds` \(allow it to be set to 1 if it was previously negative\)\n/,
      ),
    ]);
  });

  test.each<[string, object, string]>([
    [
      'another container',
      { containers: [container, { ...container, name: 'd' }] },
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [
      'no init container',
      { initContainers: [] },
      'spec.initContainers: Forbidden: pod updates may not add or remove containers',
    ],
    [
      'a longer deadline',
      { activeDeadlineSeconds: 500 },
      'spec.activeDeadlineSeconds: Invalid value: 500: must be less than or equal to previous value',
    ],
    [
      'no deadline',
      { activeDeadlineSeconds: undefined },
      'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
    ],
    [
      'another gate',
      { schedulingGates: [{ name: 'c' }] },
      "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'c'",
    ],
    [
      'no toleration',
      { tolerations: [] },
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
  ])('is refused: %s', (_what, change, refusal) => {
    expect(refusalsOf(change)).toEqual([refusal]);
  });
});

test('the class of service stays', () => {
  const status = (qosClass: string) => ({ metadata: {}, status: { qosClass } });
  expect(
    pods.validateStatus?.(status('Guaranteed'), status('BestEffort')),
  ).toEqual([
    {
      field: 'status.qosClass',
      reason: 'FieldValueInvalid',
      message: 'Invalid value: "Guaranteed": field is immutable',
    },
  ]);
});

test('the fields of selectors are texts', () => {
  const pod = {
    metadata: {},
    spec: { nodeName: 'n', restartPolicy: 'Always', hostNetwork: true },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      podIPs: [{ ip: '10.0.0.1' }],
    },
  };
  const values = Object.entries(pods.fields ?? {}).map(([name, read]) => [
    name,
    read(pod),
  ]);
  expect(Object.fromEntries(values)).toEqual({
    'spec.nodeName': 'n',
    'spec.restartPolicy': 'Always',
    'spec.schedulerName': '',
    'spec.serviceAccountName': '',
    'spec.hostNetwork': 'true',
    'status.phase': 'Running',
    'status.podIP': '10.0.0.1',
    'status.podIPs': '',
    'status.nominatedNodeName': '',
  });
});
