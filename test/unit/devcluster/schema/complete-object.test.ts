import { describe, expect, test } from '@jest/globals';

import { completeObject } from '../../../../devcluster/schema/complete-object.js';

describe('completeObject', () => {
  test('adds what Go writes although it is empty', () => {
    const event = { metadata: {}, reason: 'Odd' };
    expect(completeObject('v1.Event', event)).toEqual({
      metadata: {},
      involvedObject: {},
      reason: 'Odd',
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      eventTime: null,
      reportingComponent: '',
      reportingInstance: '',
    });
    expect(event).toEqual({ metadata: {}, reason: 'Odd' });
    expect(
      completeObject('rbac.v1.Role', { metadata: {}, rules: [] }).rules,
    ).toBeNull();
  });

  test('shares what is complete', () => {
    const pod = completeObject('v1.Pod', {
      metadata: {},
      spec: { containers: [{ name: 'c' }] },
      status: {},
    });
    expect(pod.spec).toEqual({ containers: [{ name: 'c', resources: {} }] });
    expect(completeObject('v1.Pod', pod)).toBe(pod);
  });
});
