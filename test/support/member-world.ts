import { ensureClusterRoles } from './cluster-roles.js';
import {
  type ControlPlane,
  openControlPlane,
  uniqueName,
} from './control-plane.js';
import { makeCaller } from './guarded-tenants.js';
import { type Api, startApi } from './start-api.js';

const RBAC = 'rbac.authorization.k8s.io';

export type Caller = Awaited<ReturnType<typeof makeCaller>>;
export type Subject =
  | { kind: 'User' | 'Group'; name: string }
  | { kind: 'ServiceAccount'; name: string; namespace?: string };

/** A server that may find the tenants of members and nothing else, and callers that no other test knows. */
export interface MemberWorld {
  api: Api;
  /** The server's own identity. */
  own: Caller;
  batch: string;
  caller(name: string): Promise<Caller>;
  /** Makes the namespaces of tenants, without guards. */
  makeTenants(count: number): Promise<string[]>;
  bind(tenant: string, subject: Subject, role?: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts the server as an account of its own, with the role that is shipped for it. */
export async function startMemberWorld(): Promise<MemberWorld> {
  const plane = openControlPlane();
  const batch = uniqueName('member');
  await ensureClusterRoles(plane);
  await plane.call('POST', '/api/v1/namespaces', { metadata: { name: batch } });
  const own = await makeCaller(plane, batch, 'moorage');
  await plane.call('POST', `/apis/${RBAC}/v1/clusterrolebindings`, {
    metadata: { name: batch },
    subjects: [{ kind: 'ServiceAccount', name: 'moorage', namespace: batch }],
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'moorage-server' },
  });
  const api = await startApi({}, own);
  const tenants: string[] = [];
  return {
    api,
    own,
    batch,
    caller: (name) => makeCaller(plane, batch, name),
    async makeTenants(count) {
      const names = Array.from(
        { length: count },
        (_, index) => `${batch}-${String(index).padStart(3, '0')}`,
      );
      tenants.push(...names);
      for (let at = 0; at < count; at += 20)
        await Promise.all(
          names.slice(at, at + 20).map((name) =>
            plane.call('POST', '/api/v1/namespaces', {
              metadata: { name, labels: { 'moorage.dev/tenant': name, batch } },
            }),
          ),
        );
      return names;
    },
    bind: (tenant, subject, role = 'moorage-viewer') =>
      bind(plane, tenant, subject, role),
    async close() {
      await plane.call(
        'DELETE',
        `/apis/${RBAC}/v1/clusterrolebindings/${batch}`,
      );
      for (const name of [batch, ...tenants])
        await plane.call('DELETE', `/api/v1/namespaces/${name}`);
      await plane.close();
      await api.stop();
    },
  };
}

async function bind(
  plane: ControlPlane,
  tenant: string,
  subject: Subject,
  role: string,
): Promise<void> {
  await plane.call(
    'POST',
    `/apis/${RBAC}/v1/namespaces/${tenant}/rolebindings`,
    {
      metadata: { name: uniqueName('binding') },
      subjects: [
        {
          ...(subject.kind !== 'ServiceAccount' && { apiGroup: RBAC }),
          ...subject,
        },
      ],
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    },
  );
}
