import type {
  RbacV1Subject,
  V1Namespace,
  V1RoleBinding,
} from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { isForbidden, isUnauthorized } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { UserInfo } from '../../cluster/who-am-i.js';
import { ApiError } from '../../graphql/api-error.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { Tenant } from './tenant.type.js';

type Subject = Raw<RbacV1Subject>;

/** The tenants in which a RoleBinding names the caller or a group of theirs, found with the server's own rights. They are
 * candidates only: whatever is shown of one must be read as the caller first. */
export const namedTenants = perRequest((context) => {
  let names: Promise<Set<string>> | undefined;
  return async (selector = ''): Promise<Tenant[]> => {
    const { own } = context.cluster;
    if (!own) throw cannotFind('it has no identity of its own');
    try {
      const [known, tenants] = await Promise.all([
        (names ??= findNames(context, own)),
        listTenants(own, selector),
      ]);
      return tenants.filter(({ name }) => known.has(name));
    } catch (error) {
      if (!(error instanceof ServerRefused)) throw error;
      throw cannotFind(
        'the cluster does not let its own identity list namespaces and rolebindings',
      );
    }
  };
});

/** Whether a subject of a RoleBinding in a namespace means this user. */
export function meansUser(
  { kind, name, namespace }: Subject,
  bound: string,
  { username, groups }: UserInfo,
): boolean {
  switch (kind) {
    case 'User':
      return name === username;
    case 'Group':
      return groups.includes(name);
    case 'ServiceAccount':
      return `system:serviceaccount:${namespace || bound}:${name}` === username;
    default:
      return false;
  }
}

/** The cluster refused the server itself, which is not the caller's refusal. */
class ServerRefused extends Error {}

async function findNames(
  { cluster }: Context,
  own: Pick<Reader, 'list'>,
): Promise<Set<string>> {
  const user = cluster.whoAmI();
  const bindings = asOwn(
    own.list<Raw<V1RoleBinding>, { namespace: string; subjects: Subject[] }>(
      KINDS.roleBinding,
      {
        project: ({ metadata, subjects = [] }) => ({
          namespace: metadata?.namespace ?? '',
          subjects,
        }),
      },
    ),
  );
  const [{ items }, who] = await Promise.all([bindings, user]);
  return new Set(
    items.flatMap(({ namespace, subjects }) =>
      subjects.some((subject) => meansUser(subject, namespace, who))
        ? [namespace]
        : [],
    ),
  );
}

async function listTenants(
  own: Pick<Reader, 'list'>,
  selector: string,
): Promise<Tenant[]> {
  const { items } = await asOwn(
    own.list<Raw<V1Namespace>, Tenant | undefined>(KINDS.namespace, {
      labelSelector: [LABELS.tenant, selector].filter(Boolean).join(','),
      project: Tenant.fromNamespace,
    }),
  );
  return items.filter((tenant) => tenant !== undefined);
}

async function asOwn<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (isForbidden(error) || isUnauthorized(error)) throw new ServerRefused();
    throw error;
  }
}

function cannotFind(why: string): ApiError {
  return new ApiError(
    'FORBIDDEN',
    `You may not list the tenants of the cluster, and the server cannot find yours: ${why}. Name them one by one: tenant(name: "...").`,
    { extensions: { retryable: false } },
  );
}
