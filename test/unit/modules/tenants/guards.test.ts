import { describe, expect, test } from '@jest/globals';

import type { RawObject } from '../../../../src/cluster/cluster.js';
import { Egress } from '../../../../src/modules/tenants/egress.type.js';
import { toDrift } from '../../../../src/modules/tenants/guard-drift.js';
import {
  fromRoleBinding,
  toRoleBinding,
} from '../../../../src/modules/tenants/member.manifest.js';
import {
  MemberKind,
  MemberRole,
} from '../../../../src/modules/tenants/member.type.js';
import {
  toExcessGuards,
  toGuards,
  toLimitRange,
} from '../../../../src/modules/tenants/tenant-guards.manifest.js';
import {
  mergeSpec,
  toDefaultSpec,
} from '../../../../src/modules/tenants/tenant-spec.js';
import {
  DEFAULT_DNS,
  DEFAULT_PLAN,
} from '../../../../src/config/default-plan.js';

const settings = {
  reservedTenants: [],
  networkPoliciesEnforced: false,
  statusPatience: 1,
  plan: DEFAULT_PLAN,
  dns: DEFAULT_DNS,
};
const spec = toDefaultSpec(DEFAULT_PLAN);
const member = {
  kind: MemberKind.SERVICE_ACCOUNT,
  name: 'ci',
  namespace: 'pipelines',
  role: MemberRole.DEVELOPER,
};

interface Policy {
  metadata: { labels: Record<string, string> };
  spec?: { ingress?: object[]; podSelector: { matchLabels?: object } };
}

describe('the guards of a tenant', () => {
  test.each(Object.values(Egress))('with egress %s', (egress) => {
    const wish = mergeSpec(spec, { egress, members: [member] });
    const names = toGuards('acme', wish, settings).map(
      ({ object }) => `${object.kind}/${object.metadata?.name}`,
    );
    const excess = toExcessGuards(wish, settings).map(({ name }) => name);
    expect({ names, excess }).toMatchSnapshot();
  });

  test('DNS may be asked where the configuration says', () => {
    const dns = { ...DEFAULT_DNS, addresses: ['169.254.20.10/32'] };
    const guard = toGuards('acme', spec, { ...settings, dns }).find(
      ({ object }) => object.metadata?.name === 'moorage-allow-dns',
    );
    expect(JSON.stringify(guard?.object)).toContain(
      '{"ipBlock":{"cidr":"169.254.20.10/32"}}',
    );
  });

  test('limits are written as the cluster would complete them', () => {
    expect(
      toLimitRange('acme', { maxCpu: '2', memoryLimit: '1Gi' }).spec?.limits,
    ).toEqual([
      {
        type: 'Container',
        defaultRequest: { cpu: '2', memory: '1Gi' },
        default: { cpu: '2', memory: '1Gi' },
        max: { cpu: '2' },
      },
    ]);
  });

  test.each<[string, (policy: Policy) => unknown, string[]]>([
    ['nothing', () => undefined, []],
    [
      'what the cluster keeps for itself',
      (policy) => Object.assign(policy, { status: {} }),
      [],
    ],
    ['a label of others', (policy) => (policy.metadata.labels.x = 'y'), []],
    [
      'a label of ours',
      (policy) => (policy.metadata.labels['moorage.dev/tenant'] = 'y'),
      ['/metadata/labels/moorage.dev~1tenant'],
    ],
    [
      'a list that was added',
      (policy) => Object.assign(policy.spec ?? {}, { ingress: [{}] }),
      ['/spec/ingress'],
    ],
    [
      'a narrower selector',
      (policy) =>
        Object.assign(policy.spec?.podSelector ?? {}, {
          matchLabels: { a: 'b' },
        }),
      ['/spec/podSelector/matchLabels'],
    ],
    ['no spec at all', (policy) => delete policy.spec, ['/spec']],
  ])('a policy drifts by %s', (_what, change, paths) => {
    const guard = toGuards('acme', spec, settings)[2];
    if (!guard) throw new Error('there is a policy');
    const live = structuredClone(guard.object);
    change(live as unknown as Policy);
    expect(toDrift(guard, live).map(({ path }) => path)).toEqual(paths);
  });

  test('a quota drifts by its own lines only, and by what it is narrowed to', () => {
    const guard = toGuards('acme', spec, settings)[0];
    if (!guard) throw new Error('there is a quota');
    const live = structuredClone(guard.object) as RawObject & {
      spec: { hard: Record<string, string>; scopes?: string[] };
    };
    live.spec.hard['count/jobs.batch'] = '3';
    expect(toDrift(guard, live)).toEqual([]);
    live.spec.hard.pods = '41';
    live.spec.scopes = ['BestEffort'];
    expect(toDrift(guard, live)).toEqual([
      { path: '/spec/hard/pods', before: '41', after: '40' },
      { path: '/spec/scopes', before: ['BestEffort'], after: undefined },
    ]);
  });
});

describe('a member', () => {
  test('is the one of the binding, and of no other', () => {
    const binding = toRoleBinding('acme', member);
    expect(binding.metadata?.name).toMatch(/^moorage-developer-[0-9a-f]{12}$/);
    expect(fromRoleBinding(binding)).toEqual(member);
    const forged = [
      { ...binding, roleRef: { ...binding.roleRef, name: 'moorage-admin' } },
      { ...binding, roleRef: { ...binding.roleRef, kind: 'Role' } },
      { ...binding, subjects: [] },
      {
        ...binding,
        subjects: [...(binding.subjects ?? []), { kind: 'User', name: 'x' }],
      },
      { ...binding, subjects: [{ kind: 'ServiceAccount', name: 'ci' }] },
      {
        ...binding,
        metadata: { ...binding.metadata, name: 'moorage-developer-x' },
      },
    ];
    expect(forged.map((each) => fromRoleBinding(each))).toEqual(
      forged.map(() => undefined),
    );
  });
});
