import type { RawObject, Reader } from '../cluster/cluster.js';
import { isForbidden, isNotFound } from '../cluster/cluster-error.js';
import type { Kind } from '../cluster/kinds.js';
import { Refused } from './refused.js';
import { userError, UserErrorCode } from './user-error.type.js';

/** One object by name, or undefined when there is none. */
export async function findObject<R extends RawObject>(
  cluster: Reader,
  kind: Kind,
  namespace: string | undefined,
  name: string,
): Promise<R | undefined> {
  if (!isPathPart(name)) return undefined;
  try {
    return await cluster.get<R>(kind, namespace, name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** One object by name for a query: what the caller may not see looks as if it were not there. */
export async function findVisible<R extends RawObject>(
  cluster: Reader,
  kind: Kind,
  namespace: string | undefined,
  name: string,
): Promise<R | undefined> {
  try {
    return await findObject<R>(cluster, kind, namespace, name);
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

/** One object that a mutation works on; it ends with NOT_FOUND when there is none. */
export async function requireObject<R extends RawObject>(
  cluster: Reader,
  kind: Kind,
  { tenant, name }: { tenant: string; name: string },
): Promise<R> {
  const found = await findObject<R>(cluster, kind, tenant, name);
  if (found) return found;
  throw notFound(kind.kind.toLowerCase(), name, tenant);
}

/** The refusal that says that something is not there. */
export function notFound(what: string, name: string, tenant: string): Refused {
  const message = `There is no ${what} "${name}" in the tenant "${tenant}".`;
  return new Refused([
    userError(UserErrorCode.NOT_FOUND, message, { field: ['input', 'name'] }),
  ]);
}

/** Whether a name can be one part of a path: empty text would read the collection, dots would climb, and the API server takes
 * an encoded slash for a slash. */
export function isPathPart(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name);
}
