import type { Member } from '../../src/modules/tenants/member.type.js';
import { podSecurityLabels } from '../../src/modules/tenants/tenant.manifest.js';
import { toGuards } from '../../src/modules/tenants/tenant-guards.manifest.js';
import {
  type TenantSpec,
  toDefaultSpec,
  toSpecText,
} from '../../src/modules/tenants/tenant-spec.js';
import { DEFAULT_DNS, DEFAULT_PLAN } from '../../src/config/default-plan.js';
import type { ControlPlane } from './control-plane.js';
import { eventually } from './eventually.js';

/** Makes a tenant as createTenant does: the namespace with the wish, then its guards in their order. */
export async function makeGuardedTenant(
  plane: ControlPlane,
  name: string,
  {
    labels,
    without = [],
    ...wish
  }: Partial<TenantSpec> & {
    labels?: Record<string, string>;
    members?: Member[];
    /** Kinds that are left out. */
    without?: string[];
  } = {},
): Promise<void> {
  const spec = { ...toDefaultSpec(DEFAULT_PLAN), ...wish };
  await plane.call('POST', '/api/v1/namespaces', {
    metadata: {
      name,
      labels: {
        'moorage.dev/tenant': name,
        ...podSecurityLabels(spec.podSecurity),
        ...labels,
      },
      annotations: { 'moorage.dev/spec': toSpecText(spec) },
    },
  });
  const settings = {
    reservedTenants: [],
    plan: DEFAULT_PLAN,
    dns: DEFAULT_DNS,
    networkPoliciesEnforced: false,
    statusPatience: 1,
  };
  for (const { kind, object } of toGuards(name, spec, settings)) {
    if (without.includes(kind.kind)) continue;
    const root =
      kind.apiVersion === 'v1' ? '/api/v1' : `/apis/${kind.apiVersion}`;
    const path = `${root}/namespaces/${name}/${kind.plural}`;
    if (kind.kind === 'ServiceAccount')
      await eventually(() =>
        plane.call(
          'PATCH',
          `${path}/default`,
          { automountServiceAccountToken: false },
          'application/merge-patch+json',
        ),
      );
    else await plane.call('POST', path, object);
  }
}

/** Makes a ServiceAccount, which is a caller that no other test knows, and returns its token. */
export async function makeCaller(
  plane: ControlPlane,
  namespace: string,
  name: string,
): Promise<{ token: string; user: string; groups: string[] }> {
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  await plane.call('POST', accounts, { metadata: { name } });
  const { status } = await plane.call<{ status: { token: string } }>(
    'POST',
    `${accounts}/${name}/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3600 },
    },
  );
  return {
    token: status.token,
    user: `system:serviceaccount:${namespace}:${name}`,
    groups: [`system:serviceaccounts:${namespace}`],
  };
}
