import type { V1RoleBinding } from '@kubernetes/client-node';

import type { RawObject, Reader } from '../../cluster/cluster.js';
import { type Kind, KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { findObject } from '../../graphql/find-object.js';
import { POD_ACCOUNT } from './tenant-guards.manifest.js';

/** What stands in a namespace at this moment of the kinds that guard a tenant. */
export interface LiveGuards {
  find(kind: Kind, name: string): RawObject | undefined;
  bindings: Raw<V1RoleBinding>[];
}

/** A namespace that was made a moment ago has none. */
export const NO_GUARDS: LiveGuards = { find: () => undefined, bindings: [] };

const LISTED = [
  KINDS.resourceQuota,
  KINDS.limitRange,
  KINDS.networkPolicy,
  KINDS.roleBinding,
] as const;

/** Reads the guards of one tenant as they are now, for writing: a list of each kind, and the account of its pods. */
export async function readGuards(
  cluster: Reader,
  tenant: string,
): Promise<LiveGuards> {
  const [account, ...lists] = await Promise.all([
    findObject(cluster, KINDS.serviceAccount, tenant, POD_ACCOUNT),
    ...LISTED.map((kind) => listAll(cluster, kind, tenant)),
  ]);
  const byName = new Map<string, RawObject>();
  LISTED.forEach((kind, index) => {
    for (const object of lists[index] ?? [])
      byName.set(keyOf(kind, object.metadata?.name), object);
  });
  if (account) byName.set(keyOf(KINDS.serviceAccount, POD_ACCOUNT), account);
  return {
    find: (kind, name) => byName.get(keyOf(kind, name)),
    bindings: (lists.at(-1) ?? []) as Raw<V1RoleBinding>[],
  };
}

/** The role bindings of one tenant. */
export async function readBindings(
  cluster: Reader,
  tenant: string,
): Promise<Raw<V1RoleBinding>[]> {
  return listAll(cluster, KINDS.roleBinding, tenant);
}

async function listAll<R extends RawObject>(
  cluster: Reader,
  kind: Kind,
  namespace: string,
): Promise<R[]> {
  const { apiVersion, kind: name } = kind;
  const { items } = await cluster.list<R, R>(kind, {
    namespace,
    // The items of a list do not say what they are.
    project: (object) => ({ ...object, apiVersion, kind: name }),
  });
  return items;
}

function keyOf({ plural }: Kind, name = ''): string {
  return `${plural}/${name}`;
}
