import type { ControlPlane } from './control-plane.js';

interface Stored {
  metadata: {
    name: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [part: string]: unknown;
}

const KINDS: readonly [path: (tenant: string) => string, part: string][] = [
  [(tenant) => `/api/v1/namespaces/${tenant}/resourcequotas`, 'spec'],
  [(tenant) => `/api/v1/namespaces/${tenant}/limitranges`, 'spec'],
  [
    (tenant) =>
      `/apis/networking.k8s.io/v1/namespaces/${tenant}/networkpolicies`,
    'spec',
  ],
  [
    (tenant) => `/api/v1/namespaces/${tenant}/serviceaccounts`,
    'automountServiceAccountToken',
  ],
  [
    (tenant) =>
      `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}/rolebindings`,
    'subjects',
  ],
];

/** What stands in the cluster of a tenant, without what the cluster keeps for itself: labels and spec of its namespace and
 * every object that guards it, by kind and name. */
export async function guardsOf(
  plane: ControlPlane,
  tenant: string,
): Promise<Record<string, unknown>> {
  const namespace = await plane.call<Stored>(
    'GET',
    `/api/v1/namespaces/${tenant}`,
  );
  const found: Record<string, unknown> = {
    namespace: {
      labels: namespace.metadata.labels,
      spec: JSON.parse(
        namespace.metadata.annotations?.['moorage.dev/spec'] ?? 'null',
      ) as unknown,
    },
  };
  for (const [path, part] of KINDS) {
    const { items } = await plane.call<{ items: Stored[] }>(
      'GET',
      path(tenant),
    );
    for (const item of items) {
      const plural = path(tenant).split('/').at(-1);
      found[`${plural}/${item.metadata.name}`] = {
        labels: item.metadata.labels,
        [part]: item[part],
        ...(item.roleRef !== undefined && { roleRef: item.roleRef }),
      };
    }
  }
  return JSON.parse(
    JSON.stringify(found).replaceAll(tenant, 'TENANT'),
  ) as Record<string, unknown>;
}
