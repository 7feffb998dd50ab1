import { describe, expect, test } from '@jest/globals';

import { StatusError } from '../../../../devcluster/api/status-error.js';
import { toScale, withReplicas } from '../../../../devcluster/kinds/scale.js';

const metadata = {
  name: 'w',
  namespace: 'n',
  uid: 'u',
  resourceVersion: '5',
  creationTimestamp: '2026-01-01T00:00:00Z',
};
const workload = {
  metadata: { ...metadata, labels: { app: 'w' }, generation: 2 },
  spec: { replicas: 3, selector: { app: 'w' }, minReadySeconds: 1 },
  status: { replicas: 2 },
};

describe('the scale of a workload', () => {
  test('has its replicas and its selector as a text', () => {
    const scale = {
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata,
      spec: { replicas: 3 },
      status: { replicas: 2, selector: 'app=w' },
    };
    expect(toScale({ group: '' }, workload)).toEqual(scale);
    const selector = { matchLabels: { app: 'w' } };
    expect(
      toScale(
        { group: 'apps' },
        { ...workload, spec: { ...workload.spec, selector } },
      ),
    ).toEqual(scale);
  });

  test('leaves no replicas out', () => {
    const none = { ...workload, spec: { ...workload.spec, replicas: 0 } };
    expect(toScale({ group: '' }, none).spec).toEqual({});
  });
});

describe('a workload with other replicas', () => {
  test('is changed in nothing else', () => {
    expect(withReplicas(workload, { metadata, spec: { replicas: 7 } })).toEqual(
      { ...workload, spec: { ...workload.spec, replicas: 7 } },
    );
  });

  test('has none when the scale says nothing', () => {
    const { spec } = withReplicas(workload, { metadata });
    expect(spec).toMatchObject({ replicas: 0 });
  });

  test('says of itself what the scale says', () => {
    const scale = { metadata: { uid: 'other' }, spec: { replicas: 1 } };
    expect(withReplicas(workload, scale).metadata).toEqual({
      ...workload.metadata,
      uid: 'other',
      resourceVersion: undefined,
    });
  });

  test('has not less than none', () => {
    const scale = { metadata, spec: { replicas: -1 } };
    expect(() => withReplicas(workload, scale)).toThrow(
      new StatusError(
        422,
        'Invalid',
        'Scale.autoscaling "w" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ),
    );
  });
});
