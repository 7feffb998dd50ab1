import { describe, expect, test } from '@jest/globals';

import { checkSpec } from '../../../../src/modules/tenants/check-spec.js';
import {
  mergeSpec,
  type TenantWish,
  toDefaultSpec,
} from '../../../../src/modules/tenants/tenant-spec.js';
import { DEFAULT_PLAN } from '../../../../src/config/default-plan.js';

const check = (wish: TenantWish) => {
  const quota = Object.entries(wish.quota ?? {}).map(([resource, hard]) => ({
    resource,
    hard,
  }));
  return checkSpec(mergeSpec(toDefaultSpec(DEFAULT_PLAN), wish), {
    quota,
    containerDefaults: wish.containerDefaults,
  }).map(({ field, facts }) => [
    field?.slice(1).join('.'),
    ...facts.map(({ key, value }) => `${key} ${value}`),
  ]);
};

describe('a quota and the container defaults', () => {
  test('of the default plan fit together', () => {
    expect(check({})).toEqual([]);
  });

  test.each<[TenantWish, string[][]]>([
    [{ quota: { 'requests.memory': '128Mi' } }, []],
    [
      { quota: { 'requests.memory': '127Mi' } },
      [['quota.0.hard', 'requests.memory 127Mi', 'memoryRequest 128Mi']],
    ],
    [
      { quota: { memory: '1Mi', cpu: '1m' } },
      [
        ['quota.1.hard', 'cpu 1m', 'cpuRequest 100m'],
        ['quota.0.hard', 'memory 1Mi', 'memoryRequest 128Mi'],
      ],
    ],
    [{ containerDefaults: { memoryRequest: '' } }, []],
    [
      { containerDefaults: { cpuRequest: '' } },
      [['containerDefaults.cpuRequest', 'requests.cpu 4']],
    ],
    [{ quota: { 'limits.cpu': '4' }, containerDefaults: { maxCpu: '2' } }, []],
    [
      { quota: { 'limits.cpu': '1' }, containerDefaults: { maxCpu: '2' } },
      [['quota.0.hard', 'limits.cpu 1', 'maxCpu 2']],
    ],
    [
      { containerDefaults: { memoryLimit: '9Gi' } },
      [['containerDefaults.memoryLimit', 'memoryLimit 9Gi', 'maxMemory 8Gi']],
    ],
    [
      { containerDefaults: { cpuRequest: '1500m', cpuLimit: '1' } },
      [['containerDefaults.cpuRequest', 'cpuRequest 1500m', 'cpuLimit 1']],
    ],
  ])('%j', (wish, contradictions) => {
    expect(check(wish)).toEqual(contradictions);
  });
});
