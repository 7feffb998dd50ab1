import { describe, expect, test } from '@jest/globals';

import { fromAmounts } from '../../../../devcluster/admission/amounts.js';
import {
  countedKeys,
  countUsage,
  usageOf,
} from '../../../../devcluster/admission/quota-usage.js';
import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import { aPod } from './admission-request.js';

const pods = { group: '', plural: 'pods' };
const services = { group: '', plural: 'services' };
const claims = { group: '', plural: 'persistentvolumeclaims' };

const usage = (
  resource: Parameters<typeof usageOf>[0],
  object: KubeObject,
  keys: string[],
  now?: number,
) => fromAmounts(usageOf(resource, object, keys, now));

describe('countedKeys', () => {
  test.each([
    [
      'pods',
      '',
      [
        'cpu',
        'pods',
        'count/pods',
        'limits.memory',
        'requests.example.com/gpu',
        'requests.hugepages-2Mi',
      ],
    ],
    ['services', '', ['services.nodeports', 'count/services']],
    [
      'persistentvolumeclaims',
      '',
      ['requests.storage', 'gold.storageclass.storage.k8s.io/requests.storage'],
    ],
    ['configmaps', '', ['configmaps', 'count/configmaps']],
    ['deployments', 'apps', ['count/deployments.apps']],
    ['deployments', '', []],
  ])('knows those of %s in %j', (plural, group, expected) => {
    const keys = [
      'cpu',
      'pods',
      'count/pods',
      'limits.memory',
      'limits.example.com/gpu',
      'requests.example.com/gpu',
      'requests.hugepages-2Mi',
      'services.nodeports',
      'count/services',
      'requests.storage',
      'gold.storageclass.storage.k8s.io/requests.storage',
      'configmaps',
      'count/configmaps',
      'count/deployments.apps',
    ];
    expect(countedKeys({ plural, group }, keys)).toEqual(expected);
  });
});

describe('usageOf', () => {
  test('counts what a pod needs under all its names', () => {
    const resources = {
      requests: { cpu: '500m', 'example.com/gpu': '2' },
      limits: { cpu: '1' },
    };
    expect(
      usage(pods, aPod({ containers: [{ name: 'c', resources }] }), [
        'pods',
        'cpu',
        'requests.cpu',
        'limits.cpu',
        'requests.example.com/gpu',
        'memory',
      ]),
    ).toEqual({
      cpu: '500m',
      'limits.cpu': '1',
      pods: '1',
      'requests.cpu': '500m',
      'requests.example.com/gpu': '2',
    });
  });

  test('counts a pod that is over as an object only', () => {
    const deleted = '2026-01-01T00:00:30Z';
    const over = [
      { ...aPod(), status: { phase: 'Succeeded' } },
      { ...aPod(), status: { phase: 'Failed' } },
      {
        ...aPod(),
        metadata: {
          name: 'p',
          deletionTimestamp: deleted,
          deletionGracePeriodSeconds: 30,
        },
      },
    ];
    const late = Date.parse('2026-01-01T00:01:01Z');
    for (const pod of over)
      expect(usage(pods, pod, ['pods', 'count/pods'], late)).toEqual({
        'count/pods': '1',
      });
    expect(usage(pods, over[2] ?? aPod(), ['pods'], late - 1000)).toEqual({
      pods: '1',
    });
  });

  test('counts the node ports that a service asks for', () => {
    const keys = ['services', 'services.nodeports', 'services.loadbalancers'];
    const of = (spec: object) => {
      const object = { metadata: { name: 's' }, spec };
      return Object.values(usage(services, object, keys)).join();
    };
    const ports = [{ nodePort: 30_000 }, {}];
    expect(of({ type: 'ClusterIP', ports })).toBe('1,0,0');
    expect(of({ type: 'ExternalName' })).toBe('1,0,0');
    expect(of({ type: 'NodePort', ports })).toBe('1,0,2');
    expect(of({ type: 'LoadBalancer', ports })).toBe('1,1,2');
    expect(
      of({ type: 'LoadBalancer', ports, allocateLoadBalancerNodePorts: false }),
    ).toBe('1,1,1');
  });

  test('counts storage in whole bytes, by class too', () => {
    const claim = {
      metadata: { name: 'c' },
      spec: {
        storageClassName: 'gold',
        resources: { requests: { storage: '1500m' } },
      },
    };
    const gold = 'gold.storageclass.storage.k8s.io';
    expect(
      usage(claims, claim, [
        'requests.storage',
        'persistentvolumeclaims',
        `${gold}/requests.storage`,
        `${gold}/persistentvolumeclaims`,
        'tin.storageclass.storage.k8s.io/requests.storage',
      ]),
    ).toEqual({
      [`${gold}/persistentvolumeclaims`]: '1',
      [`${gold}/requests.storage`]: '2',
      persistentvolumeclaims: '1',
      'requests.storage': '2',
    });
  });
});

describe('countUsage', () => {
  const hard = {
    pods: '5',
    'requests.cpu': '1',
    secrets: '1',
    'count/x.y': '1',
  };

  test('adds up all objects, and knows zero', () => {
    const one = aPod({
      containers: [{ name: 'c', resources: { requests: { cpu: '300m' } } }],
    });
    expect(
      countUsage(hard, [
        {
          resource: pods,
          objects: [one, one, { ...one, status: { phase: 'Failed' } }],
        },
        { resource: { group: '', plural: 'secrets' }, objects: [] },
      ]),
    ).toEqual({ pods: '2', 'requests.cpu': '600m', secrets: '0' });
  });
});
