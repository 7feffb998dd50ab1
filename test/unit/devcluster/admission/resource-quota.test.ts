import { describe, expect, test } from '@jest/globals';

import { createQuotaValidator } from '../../../../devcluster/admission/resource-quota.js';
import type { AdmissionRequest } from '../../../../devcluster/api/admission.js';
import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import {
  aKind,
  aPod,
  aRequest,
  PODS,
  QUOTAS,
  refusalOf,
  SERVICES,
} from './admission-request.js';

type Amounts = Record<string, string>;

const aQuota = (name: string, hard: Amounts, used: Amounts): KubeObject => ({
  metadata: { name, namespace: 'n', resourceVersion: '1' },
  spec: { hard },
  status: { hard, used },
});

const needing = (requests: Amounts, limits: Amounts = {}) =>
  aPod({ containers: [{ name: 'c', resources: { requests, limits } }] });

const validate = (
  object: KubeObject,
  resourcequotas: KubeObject[],
  more: Partial<AdmissionRequest> = {},
) =>
  createQuotaValidator(QUOTAS)(
    aRequest(object, more, { resourcequotas }).request,
  );

const used = (...args: Parameters<typeof validate>) =>
  validate(...args).map(({ object }) => [
    object.metadata.name,
    (object.status as { used: Amounts }).used,
  ]);

const why = (...args: Parameters<typeof validate>) =>
  refusalOf(() => validate(...args)).message;

describe('createQuotaValidator', () => {
  test('counts a new object in each quota that it concerns', () => {
    const quotas = [
      aQuota(
        'all',
        {
          'requests.cpu': '1',
          'limits.memory': '1Gi',
          pods: '2',
          secrets: '1',
        },
        {
          'requests.cpu': '100m',
          'limits.memory': '0',
          pods: '1',
          secrets: '0',
        },
      ),
      aQuota('claims', { persistentvolumeclaims: '1' }, {}),
      aQuota('count', { 'count/pods': '9' }, { 'count/pods': '8' }),
    ];
    const before = JSON.stringify(quotas);
    const pod = needing({ cpu: '900m' }, { memory: '512Mi' });
    expect(used(pod, quotas)).toEqual([
      [
        'all',
        {
          'requests.cpu': '1',
          'limits.memory': '512Mi',
          pods: '2',
          secrets: '0',
        },
      ],
      ['count', { 'count/pods': '9' }],
    ]);
    expect(validate(pod, quotas)[0]).toMatchObject({
      kind: QUOTAS,
      object: {
        spec: { hard: { pods: '2' } },
        status: { hard: { pods: '2' } },
      },
    });
    expect(JSON.stringify(quotas)).toBe(before);
    expect(validate(pod, quotas, { dryRun: true })).toEqual([]);
  });

  test('refuses what exceeds one of them, naming these keys only', () => {
    const quotas = [
      aQuota('a', { pods: '5' }, { pods: '0' }),
      aQuota(
        'b',
        { 'requests.cpu': '1', memory: '1Gi', pods: '5' },
        { 'requests.cpu': '500m', memory: '0', pods: '0' },
      ),
    ];
    expect(why(needing({ cpu: '2', memory: '2Gi' }), quotas)).toBe(
      'pods "p" is forbidden: exceeded quota: b, requested: memory=2Gi,requests.cpu=2, used: memory=0,requests.cpu=500m, limited: memory=1Gi,requests.cpu=1',
    );
    expect(() =>
      validate(needing({ cpu: '2', memory: '2Gi' }), quotas, { dryRun: true }),
    ).toThrow(/exceeded quota: b/);
  });

  test('demands cpu and memory of each container when they count', () => {
    const quota = aQuota(
      'q',
      {
        'limits.memory': '1',
        'requests.cpu': '1',
        'requests.ephemeral-storage': '1',
      },
      {},
    );
    const pod = aPod({
      initContainers: [{ name: 'i' }],
      containers: [
        { name: 'd', resources: { requests: { cpu: '1' } } },
        { name: 'c', resources: { limits: { memory: '1' } } },
      ],
    });
    expect(why(pod, [quota])).toBe(
      'pods "p" is forbidden: failed quota: q: must specify limits.memory for: d,i; requests.cpu for: c,i',
    );
  });

  test('refuses what has not been counted yet', () => {
    const config = { metadata: { name: 'c' } };
    const kind = aKind('configmaps');
    expect(
      why(
        config,
        [aQuota('q', { configmaps: '1', 'count/configmaps': '1' }, {})],
        { kind },
      ),
    ).toBe(
      'configmaps "c" is forbidden: status unknown for quota: q, resources: configmaps,count/configmaps',
    );
    // A quota that the controller has not seen at all limits nothing.
    const fresh = { metadata: { name: 'q', namespace: 'n' }, spec: {} };
    expect(validate(config, [fresh], { kind })).toEqual([]);
  });

  test('counts on updates only what grows', () => {
    const hard = { services: '1', 'services.nodeports': '2' };
    const quota = aQuota('q', hard, {
      services: '1',
      'services.nodeports': '1',
    });
    const aService = (type: string) => ({
      metadata: { name: 's' },
      spec: { type, ports: [{}] },
    });
    const update = (type: string, old: string) =>
      used(aService(type), [quota], { kind: SERVICES, old: aService(old) });
    expect(update('NodePort', 'ClusterIP')).toEqual([
      ['q', { services: '1', 'services.nodeports': '2' }],
    ]);
    expect(update('NodePort', 'NodePort')).toEqual([]);
    expect(update('ClusterIP', 'NodePort')).toEqual([]);
    expect(
      validate(aPod(), [aQuota('q', { pods: '0' }, { pods: '0' })], {
        kind: PODS,
        old: aPod(),
      }),
    ).toEqual([]);
  });

  test('lets pass what no quota counts', () => {
    const quota = aQuota(
      'q',
      { 'count/events': '0', pods: '0' },
      { 'count/events': '0', pods: '0' },
    );
    for (const more of [
      { kind: aKind('events') },
      { kind: aKind('events.events.k8s.io') },
      { subresource: 'binding' },
      { operation: 'DELETE' as const },
      { kind: aKind('nodes', 'Node', false), namespace: '' },
    ])
      expect(validate(aPod(), [quota], more)).toEqual([]);
  });
});
