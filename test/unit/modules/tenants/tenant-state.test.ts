import { describe, expect, test } from '@jest/globals';

import type { RawObject } from '../../../../src/cluster/cluster.js';
import { fromAnswer } from '../../../../src/cluster/cluster-error.js';
import { type Kind, KINDS } from '../../../../src/cluster/kinds.js';
import { Egress } from '../../../../src/modules/tenants/egress.type.js';
import { toGuardStates } from '../../../../src/modules/tenants/guard-states.js';
import { toRoleBinding } from '../../../../src/modules/tenants/member.manifest.js';
import {
  MemberKind,
  MemberRole,
} from '../../../../src/modules/tenants/member.type.js';
import { PodSecurityLevel } from '../../../../src/modules/tenants/pod-security.type.js';
import { podSecurityLabels } from '../../../../src/modules/tenants/tenant.manifest.js';
import { Tenant } from '../../../../src/modules/tenants/tenant.type.js';
import { toGuards } from '../../../../src/modules/tenants/tenant-guards.manifest.js';
import {
  toGuardedState,
  toOwnState,
} from '../../../../src/modules/tenants/tenant-phase.js';
import {
  type TenantSpec,
  toDefaultSpec,
  toSpecText,
} from '../../../../src/modules/tenants/tenant-spec.js';
import {
  DEFAULT_DNS,
  DEFAULT_PLAN,
} from '../../../../src/config/default-plan.js';

const SETTINGS = {
  reservedTenants: [],
  plan: DEFAULT_PLAN,
  dns: DEFAULT_DNS,
  networkPoliciesEnforced: true,
  statusPatience: 1,
};
const OLD = '2026-11-24T08:00:00Z';
const NOW = Date.parse('2026-11-24T09:00:00Z');

type Live = Map<Kind, RawObject[]>;
type Body = RawObject & {
  spec: Record<string, unknown> & { hard: Record<string, string> };
  status?: unknown;
};

function aTenant(
  more: {
    spec?: Partial<TenantSpec> | null;
    createdAt?: string;
    metadata?: object;
  } = {},
): Tenant {
  const spec = { ...toDefaultSpec(DEFAULT_PLAN), ...more.spec };
  const tenant = Tenant.fromNamespace({
    metadata: {
      name: 'acme',
      labels: {
        'moorage.dev/tenant': 'acme',
        ...podSecurityLabels(PodSecurityLevel.RESTRICTED),
      },
      annotations:
        more.spec === null ? {} : { 'moorage.dev/spec': toSpecText(spec) },
      creationTimestamp: more.createdAt ?? OLD,
      ...more.metadata,
    },
  });
  if (!tenant) throw new Error('not a tenant');
  return tenant;
}

/** What the cluster would hold when all is well. */
function allWell(spec: Partial<TenantSpec> = {}): Live {
  const live: Live = new Map(
    [
      KINDS.resourceQuota,
      KINDS.limitRange,
      KINDS.networkPolicy,
      KINDS.serviceAccount,
      KINDS.roleBinding,
    ].map((kind) => [kind, []]),
  );
  const wanted = toGuards(
    'acme',
    { ...toDefaultSpec(DEFAULT_PLAN), ...spec },
    SETTINGS,
  );
  for (const { kind, object } of wanted)
    live.get(kind)?.push(structuredClone(object));
  const quota = quotaOf(live);
  quota.status = { hard: { ...quota.spec.hard }, used: {} };
  return live;
}

const quotaOf = (live: Live) => live.get(KINDS.resourceQuota)?.[0] as Body;
const amiss = (
  guards: { state: string; kind: string; name: string; detail?: string }[],
) =>
  guards
    .filter(({ state }) => state !== 'OK')
    .map(({ kind, name, state, detail }) => [kind, name, state, detail]);
const anna = { kind: MemberKind.USER, name: 'anna', role: MemberRole.ADMIN };

describe('guards', () => {
  test('are OK when all is there', () => {
    const guards = toGuardStates(aTenant(), allWell(), SETTINGS);
    expect(amiss(guards)).toEqual([]);
    expect(guards.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'Namespace acme',
      'ResourceQuota moorage',
      'LimitRange moorage',
      'NetworkPolicy moorage-default-deny',
      'NetworkPolicy moorage-allow-dns',
      'NetworkPolicy moorage-allow-same-tenant',
      'NetworkPolicy moorage-allow-exposed',
      'NetworkPolicy moorage-allow-internet',
      'ServiceAccount default',
    ]);
  });

  test('are MISSING or DRIFTED with the difference', () => {
    const live = allWell();
    quotaOf(live).spec.hard.pods = '400';
    live.get(KINDS.limitRange)?.pop();
    const account = live.get(KINDS.serviceAccount)?.[0] as Record<
      string,
      unknown
    >;
    delete account.automountServiceAccountToken;
    expect(amiss(toGuardStates(aTenant(), live, SETTINGS))).toEqual([
      [
        'ResourceQuota',
        'moorage',
        'DRIFTED',
        'spec.hard.pods is "400" instead of "40".',
      ],
      [
        'LimitRange',
        'moorage',
        'MISSING',
        'It is not there: repairTenant writes it.',
      ],
      [
        'ServiceAccount',
        'default',
        'DRIFTED',
        'automountServiceAccountToken is absent instead of false.',
      ],
    ]);
  });

  test('that allow more than is wished are DRIFTED', () => {
    const guards = toGuardStates(
      aTenant({ spec: { egress: Egress.TENANT_ONLY } }),
      allWell(),
      SETTINGS,
    );
    expect(amiss(guards)).toEqual([
      [
        'NetworkPolicy',
        'moorage-allow-internet',
        'DRIFTED',
        expect.stringContaining('allows more'),
      ],
    ]);
  });

  test('of the network are UNKNOWN unless the network is said to heed them, MISSING in any case', () => {
    const live = allWell();
    live.get(KINDS.networkPolicy)?.shift();
    const unsure = { ...SETTINGS, networkPoliciesEnforced: false };
    const guards = toGuardStates(aTenant(), live, unsure);
    expect(
      guards
        .filter(({ kind }) => kind === 'NetworkPolicy')
        .map(({ state }) => state),
    ).toEqual(['MISSING', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
    expect(toGuardedState(aTenant(), guards, NOW).phase).toBe('DEGRADED');
  });

  test('of members are their bindings; a binding that is not ours is DRIFTED and says whom it gives what', () => {
    const live = allWell({ members: [anna] });
    live.get(KINDS.roleBinding)?.push(
      toRoleBinding('acme', {
        kind: MemberKind.GROUP,
        name: 'team',
        role: MemberRole.VIEWER,
      }),
      {
        metadata: { name: 'back-door', namespace: 'acme' },
        roleRef: { kind: 'ClusterRole', name: 'edit', apiGroup: '' },
        subjects: [
          { kind: 'User', name: 'eve' },
          { kind: 'ServiceAccount', namespace: 'other', name: 'bot' },
        ],
      } as RawObject,
    );
    const guards = toGuardStates(
      aTenant({ spec: { members: [anna] } }),
      live,
      SETTINGS,
    );
    expect(guards.filter(({ kind }) => kind === 'RoleBinding')).toHaveLength(3);
    expect(amiss(guards)).toEqual([
      [
        'RoleBinding',
        'back-door',
        'DRIFTED',
        "It is none of Moorage's: it gives ClusterRole edit to User eve, ServiceAccount other/bot.",
      ],
    ]);
  });

  test('that the caller may not read are UNKNOWN and make no tenant DEGRADED', () => {
    const forbidden = fromAnswer('GET /', 403, '{}');
    const live = new Map<Kind, RawObject[] | typeof forbidden>(allWell());
    live.set(KINDS.roleBinding, forbidden);
    live.set(KINDS.limitRange, forbidden);
    const guards = toGuardStates(aTenant(), live, SETTINGS);
    expect(amiss(guards)).toEqual([
      [
        'LimitRange',
        'moorage',
        'UNKNOWN',
        'You may not read the limitranges of this tenant.',
      ],
      [
        'RoleBinding',
        '*',
        'UNKNOWN',
        'You may not read the rolebindings of this tenant.',
      ],
    ]);
    expect(toGuardedState(aTenant(), guards, NOW)).toEqual({
      phase: 'ACTIVE',
      message:
        'Not all of its guards could be checked: You may not read the limitranges of this tenant. You may not read the rolebindings of this tenant.',
    });
  });

  test('of a namespace are the labels that restrict its pods', () => {
    const labels = {
      'moorage.dev/tenant': 'acme',
      ...podSecurityLabels(PodSecurityLevel.BASELINE),
    };
    const lowered = aTenant({ metadata: { labels } });
    expect(amiss(toGuardStates(lowered, allWell(), SETTINGS))).toEqual([
      [
        'Namespace',
        'acme',
        'DRIFTED',
        expect.stringContaining('is "baseline" instead of "restricted"'),
      ],
    ]);
    const wished = aTenant({
      spec: { podSecurity: PodSecurityLevel.BASELINE },
      metadata: { labels },
    });
    expect(amiss(toGuardStates(wished, allWell(), SETTINGS))).toEqual([]);
  });
});

describe('the phase', () => {
  const phaseOf = (tenant: Tenant, live = allWell(), now = NOW) =>
    toOwnState(tenant) ??
    toGuardedState(tenant, toGuardStates(tenant, live, SETTINGS), now);

  test('is ACTIVE without a word when all is well', () => {
    expect(phaseOf(aTenant())).toEqual({ phase: 'ACTIVE', message: undefined });
  });

  test('is PROVISIONING for a minute while guards are missing or the quota is not counted, DEGRADED then', () => {
    const none: Live = new Map([...allWell()].map(([kind]) => [kind, []]));
    const soon = Date.parse(OLD) + 59_000;
    expect(phaseOf(aTenant(), none, soon)).toMatchObject({
      phase: 'PROVISIONING',
      message: expect.stringContaining('ResourceQuota moorage, LimitRange'),
    });
    expect(phaseOf(aTenant(), none, soon + 2_000)).toMatchObject({
      phase: 'DEGRADED',
      message: expect.stringContaining('missing: ResourceQuota moorage'),
    });
    const uncounted = allWell();
    delete quotaOf(uncounted).status;
    expect(phaseOf(aTenant(), uncounted, soon).phase).toBe('PROVISIONING');
    expect(phaseOf(aTenant(), uncounted, soon + 2_000)).toMatchObject({
      phase: 'ACTIVE',
      message: expect.stringContaining('not counted'),
    });
  });

  test('of a tenant from before there were guards is DEGRADED', () => {
    const none: Live = new Map([...allWell()].map(([kind]) => [kind, []]));
    expect(phaseOf(aTenant({ spec: null }), none).phase).toBe('DEGRADED');
  });

  test('is FROZEN or DELETING whatever the guards are', () => {
    expect(phaseOf(aTenant({ spec: { frozen: true } })).phase).toBe('FROZEN');
    expect(
      phaseOf(
        aTenant({
          spec: { frozen: true },
          metadata: { deletionTimestamp: OLD },
        }),
      ).phase,
    ).toBe('DELETING');
  });
});
