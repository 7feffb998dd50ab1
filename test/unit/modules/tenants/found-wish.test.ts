import { describe, expect, test } from '@jest/globals';

import type { Kind } from '../../../../src/cluster/kinds.js';
import { Egress } from '../../../../src/modules/tenants/egress.type.js';
import { toFoundWish } from '../../../../src/modules/tenants/found-wish.js';
import { PodSecurityLevel } from '../../../../src/modules/tenants/pod-security.type.js';
import { toGuards } from '../../../../src/modules/tenants/tenant-guards.manifest.js';
import {
  mergeSpec,
  toDefaultSpec,
  toSpec,
} from '../../../../src/modules/tenants/tenant-spec.js';
import {
  DEFAULT_DNS,
  DEFAULT_PLAN,
} from '../../../../src/config/default-plan.js';

const settings = {
  reservedTenants: [],
  plan: DEFAULT_PLAN,
  dns: DEFAULT_DNS,
  networkPoliciesEnforced: false,
  statusPatience: 1,
};
const plain = toDefaultSpec(DEFAULT_PLAN);
const wished = (egress: Egress) =>
  mergeSpec(plain, {
    egress,
    quota: { pods: '3', 'limits.cpu': '8' },
    containerDefaults: { cpuLimit: '500m', maxMemory: '2Gi' },
    podSecurity: PodSecurityLevel.BASELINE,
  });
const without =
  (spec: typeof plain, ...names: string[]) =>
  (kind: Kind, name: string) =>
    names.includes(name) || names.includes(kind.kind)
      ? undefined
      : toGuards('t', spec, settings).find(
          (guard) =>
            guard.kind === kind && guard.object.metadata?.name === name,
        )?.object;

describe('what was wished for a tenant, as its guards tell', () => {
  test.each(Object.values(Egress))(
    'is told wholly by guards that stand, with egress %s',
    (egress) => {
      const spec = wished(egress);
      const found = toFoundWish(spec.podSecurity, without(spec));
      expect(toSpec({}, found, DEFAULT_PLAN)).toEqual(spec);
    },
  );

  test('is never more than a guard that is gone may have allowed', () => {
    const spec = wished(Egress.INTERNET);
    const egress = (...gone: string[]) =>
      toFoundWish(undefined, without(spec, ...gone)).egress;
    expect(egress('moorage-allow-internet')).toBe('TENANT_ONLY');
    expect(egress('moorage-allow-internet', 'moorage-allow-dns')).toBe('NONE');
    expect(egress('moorage-allow-dns')).toBe('INTERNET');
    expect(egress('NetworkPolicy')).toBe(undefined);
  });

  test('is not told by what is not there', () => {
    const nothing = toFoundWish(undefined, () => undefined);
    expect(Object.values(nothing)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(
      toFoundWish(
        undefined,
        () => ({ spec: { limits: [{ type: 'Pod' }] } }) as object,
      ).containerDefaults,
    ).toBe(undefined);
  });
});
