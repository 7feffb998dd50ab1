import type { Reader } from '../../cluster/cluster.js';
import { isForbidden, isNotFound } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import { CLUSTER_ROLES } from './member.manifest.js';

/** Ends the mutation with SETUP_MISSING when the roles that members are bound to are not there. Who may not read them is
 * told by the bindings. */
export async function requireRoles(
  cluster: Reader,
  names: readonly string[] = CLUSTER_ROLES,
): Promise<void> {
  const present = await Promise.all(
    names.map((name) => isPresent(cluster, name)),
  );
  const missing = names.filter((_name, index) => !present[index]);
  if (missing.length === 0) return;
  const message = `The cluster lacks the ClusterRole${missing.length > 1 ? 's' : ''} ${missing.join(', ')}, which members of tenants are bound to. A cluster admin sets them up with: npm run setup-cluster`;
  throw new Refused([userError(UserErrorCode.SETUP_MISSING, message)]);
}

async function isPresent(cluster: Reader, name: string): Promise<boolean> {
  try {
    await cluster.get(KINDS.clusterRole, undefined, name);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    if (isForbidden(error)) return true;
    throw error;
  }
}
