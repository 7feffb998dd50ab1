import { describe, expect, test } from '@jest/globals';

import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import {
  type TrackOptions,
  trackUpdate,
} from '../../../../devcluster/patch/track-update.js';
import { completeObject } from '../../../../devcluster/schema/complete-object.js';

const TIME = '2026-01-01T00:00:00Z';
const LATER = '2026-01-01T00:00:09Z';

const track = (options: Partial<TrackOptions> & Pick<TrackOptions, 'after'>) =>
  trackUpdate({
    definition: 'v1.Pod',
    manager: 'm',
    apiVersion: 'v1',
    subresource: '',
    time: TIME,
    ...options,
  });

const aPod = (spec: object, more: object = {}): KubeObject =>
  completeObject('v1.Pod', {
    metadata: { name: 'p', uid: 'u', ...more },
    spec: { containers: [], ...spec },
  });

const owned = (pod: KubeObject, manager = 'm'): KubeObject => ({
  ...pod,
  metadata: { ...pod.metadata, managedFields: track({ after: pod, manager }) },
});

const fieldsOf = (entries: ReturnType<typeof track>, manager = 'm') =>
  entries?.find((entry) => entry.manager === manager)?.fieldsV1;

describe('trackUpdate', () => {
  test('gives a new object to its maker, without what nobody owns', () => {
    const pod = aPod({
      containers: [{ name: 'c', ports: [{ containerPort: 80 }], args: ['x'] }],
      tolerations: [{ key: 'k' }],
      nodeSelector: { a: 'b' },
    });
    expect(track({ after: pod })).toEqual([
      {
        manager: 'm',
        operation: 'Update',
        apiVersion: 'v1',
        time: TIME,
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:spec': {
            'f:containers': {
              'k:{"name":"c"}': {
                '.': {},
                'f:args': {},
                'f:name': {},
                'f:ports': {
                  '.': {},
                  'k:{"containerPort":80,"protocol":"TCP"}': {
                    '.': {},
                    'f:containerPort': {},
                  },
                },
                'f:resources': {},
              },
            },
            'f:nodeSelector': {},
            'f:tolerations': {},
          },
        },
      },
    ]);
  });

  test('returns the same entries when nothing changes', () => {
    const before = owned(aPod({ hostname: 'h' }));
    const after = structuredClone(before);
    const entries = track({
      before,
      after: {
        ...after,
        metadata: {
          ...after.metadata,
          managedFields: before.metadata.managedFields,
        },
      },
    });
    expect(entries).toBe(before.metadata.managedFields);
  });

  test('moves what is changed, and removes what is gone', () => {
    const before = owned(aPod({ hostname: 'h', subdomain: 's' }), 'first');
    const after = aPod({ hostname: 'i' });
    const entries = track({ before, after, manager: 'second', time: LATER });
    expect(entries).toHaveLength(1);
    expect(fieldsOf(entries, 'second')).toEqual({
      'f:spec': { 'f:hostname': {} },
    });
  });

  test('keeps the time of a writer who only removes', () => {
    const before = owned(aPod({ hostname: 'h', subdomain: 's' }));
    const entries = track({
      before,
      after: aPod({ hostname: 'h' }),
      time: LATER,
    });
    expect(entries).toMatchObject([
      { time: TIME, fieldsV1: { 'f:spec': { 'f:hostname': {} } } },
    ]);
  });

  test('gives the status only to those who write it by its own way', () => {
    const before = owned(aPod({ hostname: 'h' }));
    const status = { phase: 'Running', conditions: [{ type: 'A' }] };
    const after: KubeObject = {
      ...before,
      spec: { ...(before.spec as object), hostname: 'other' },
      status,
    };
    const [main, written] =
      track({ before, after, subresource: 'status' }) ?? [];
    expect(main).toBe(before.metadata.managedFields?.[0]);
    expect(written).toMatchObject({
      subresource: 'status',
      fieldsV1: {
        'f:status': {
          'f:phase': {},
          'f:conditions': {
            '.': {},
            'k:{"type":"A"}': { '.': {}, 'f:type': {} },
          },
        },
      },
    });
    const whole = track({ before, after: { ...before, status } });
    expect(whole).toBe(before.metadata.managedFields);
  });

  test('does not begin to track what nobody owns', () => {
    const before = aPod({ hostname: 'h' });
    expect(track({ before, after: aPod({ hostname: 'i' }) })).toBeUndefined();
  });

  test('joins the oldest of more than ten writers', () => {
    let pod = owned(aPod({ hostname: 'h' }), 'm0');
    for (let at = 1; at <= 14; at += 1) {
      const labels = { ...pod.metadata.labels, [`l${at}`]: '1' };
      const after = { ...pod, metadata: { ...pod.metadata, labels } };
      const time = `2026-01-01T00:00:${at + 10}Z`;
      const managedFields = track({
        before: pod,
        after,
        manager: `m${at}`,
        time,
      });
      pod = { ...after, metadata: { ...after.metadata, managedFields } };
    }
    const names = pod.metadata.managedFields?.map(({ manager }) => manager);
    expect(names).toHaveLength(10);
    expect(names?.[0]).toBe('ancient-changes');
    expect(names?.at(-1)).toBe('m14');
  });
});
