import { describe, expect, test } from '@jest/globals';

import { toKnownResource } from '../../../../src/modules/tenants/quota-resource.js';

describe('what a quota counts', () => {
  test.each([
    'requests.cpu',
    'cpu',
    'limits.memory',
    'requests.ephemeral-storage',
    'pods',
    'services.nodeports',
    'hugepages-2Mi',
    'requests.hugepages-1Gi',
    'requests.nvidia.com/gpu',
    'gold.storageclass.storage.k8s.io/requests.storage',
    'gold.storageclass.storage.k8s.io/persistentvolumeclaims',
    'gpu.deviceclass.resource.k8s.io/devices',
    'count/pods',
    'count/jobs.batch',
    'count/certificates.cert-manager.io',
  ])('%s', (resource) => {
    expect(toKnownResource(resource)).toEqual({ ok: true });
  });

  test.each([
    ['Pods', 'pods'],
    ['pod', 'pods'],
    ['deployment', 'count/deployments.apps'],
    ['count/deployments', 'count/deployments.apps'],
    ['ingress', 'count/ingresses.networking.k8s.io'],
    ['count/serviceaccount', 'count/serviceaccounts'],
    ['loadbalancer', 'services.loadbalancers'],
    ['storage', 'requests.storage'],
    ['gpu', undefined],
    ['count/', undefined],
    ['count/things', undefined],
    ['count/things.apps', undefined],
    ['example.com/gpu', undefined],
    ['requests.cpu ', undefined],
    [`requests.example.com/${'x'.repeat(300)}`, undefined],
  ])('not "%s", but %s', (resource, meant) => {
    const answer = toKnownResource(resource);
    expect(answer.ok).toBe(false);
    const message = answer.ok ? '' : answer.message;
    expect(/did you mean "([^"]+)"/.exec(message)?.[1]).toBe(meant);
  });
});
