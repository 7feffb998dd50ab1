import { describe, expect, test } from '@jest/globals';

import { ClusterError } from '../../../../src/cluster/cluster-error.js';
import { toLogFailure } from '../../../../src/modules/pods/log-failure.js';
import { chooseLogs } from '../../../../src/modules/pods/log-source.js';
import { Pod } from '../../../../src/modules/pods/pod.type.js';

const pod = (name: string, containers: string[], more: object = {}) =>
  Pod.fromPod({
    metadata: { name, namespace: 'acme' },
    spec: {
      nodeName: 'node-1',
      initContainers: [{ name: 'first' }],
      containers: containers.map((each) => ({ name: each })),
      ...more,
    },
  });
const ALL = { tail: 10, previous: false };
const names = (choice: ReturnType<typeof chooseLogs>) =>
  choice.sources.map(({ podName, container }) => `${podName}/${container}`);

describe('which logs are read', () => {
  const pods = [pod('a', ['web', 'side']), pod('b', ['web'])];

  test('all, or those of one container', () => {
    expect(names(chooseLogs(pods, ALL))).toEqual([
      'a/first',
      'a/web',
      'a/side',
      'b/first',
      'b/web',
    ]);
    const side = chooseLogs(pods, { ...ALL, container: 'side' });
    expect(names(side)).toEqual(['a/side']);
    expect(side.notes).toEqual(['pod b has no container "side"']);
  });

  test('none of a container that no pod has', () => {
    expect(() => chooseLogs(pods, { ...ALL, container: 'zz' })).toThrow(
      'There is no container "zz" in these pods. Containers: first, web, side.',
    );
  });

  test('none of a pod that waits for a machine, or had no run before', () => {
    const waiting = pod('w', ['web'], { nodeName: undefined });
    expect(chooseLogs([waiting], ALL)).toEqual({
      sources: [],
      notes: ['pod w has not started: no machine has taken it on yet'],
    });
    expect(chooseLogs(pods, { ...ALL, previous: true })).toEqual({
      sources: [],
      notes: ['pod a has no previous run', 'pod b has no previous run'],
    });
  });
});

describe('a log that cannot be read', () => {
  const source = {
    podName: 'web-1',
    container: 'web',
    tenantName: 'acme',
    nodeName: 'node-1',
    title: 'pod web-1',
  };
  const fail = (
    reason: string,
    message: string,
    httpStatus?: number,
    name?: string,
  ) =>
    new ClusterError(message, {
      call: 'GET',
      reason,
      httpStatus,
      executed: 'no',
      status: name ? { details: { name } } : undefined,
    });

  test.each([
    [
      fail(
        'BadRequest',
        'container "web" in pod "web-1" is waiting to start: PodInitializing',
        400,
      ),
      'pod web-1 has not started: PodInitializing',
      false,
    ],
    [
      fail(
        'BadRequest',
        'previous terminated container "web" in pod "web-1" not found',
        400,
      ),
      'pod web-1 has no previous run',
      false,
    ],
    [
      fail('BadRequest', 'something new', 400),
      'the log of pod web-1 cannot be read: something new',
      false,
    ],
    [
      fail('NotFound', 'pods "web-1" not found', 404, 'web-1'),
      'pod web-1 is gone',
      false,
    ],
    [
      fail('NotFound', 'pods "node-1" not found', 404, 'node-1'),
      'pod web-1 cannot be read: its machine node-1 is gone',
      false,
    ],
    [
      fail('InternalError', 'Get "https://n:1": refused', 500),
      'the log of pod web-1 cannot be read: Get "https://n:1": refused',
      false,
    ],
    [
      fail('Forbidden', 'no', 403),
      'the log of pod web-1 may not be read',
      true,
    ],
    [
      fail('Timeout', 'the cluster did not answer in time'),
      'the log of pod web-1 cannot be read: the cluster did not answer in time',
      true,
    ],
  ])('%s is told', (error, note, isError) => {
    expect(toLogFailure(error, source)).toEqual({
      note,
      ...(isError && { error }),
    });
  });

  test('because of the caller ends the field', () => {
    for (const reason of ['Unauthorized', 'Aborted']) {
      const error = fail(reason, 'no');
      expect(() => toLogFailure(error, source)).toThrow(error);
    }
    expect(() => toLogFailure(new Error('a mistake'), source)).toThrow();
  });
});
