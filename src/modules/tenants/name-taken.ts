import type { V1Namespace } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { findVisible } from '../../graphql/find-object.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';

/** Ends createTenant with a sentence about what has the name already, as far as the caller may see it. */
export async function refuseTaken(
  cluster: Reader,
  name: string,
): Promise<void> {
  const found = await findVisible<Raw<V1Namespace>>(
    cluster,
    KINDS.namespace,
    undefined,
    name,
  );
  if (found) throw taken(name, found, false);
}

/** The refusal for a name that a namespace has already. */
export function taken(
  name: string,
  { metadata }: Raw<V1Namespace>,
  adopting: boolean,
): Refused {
  const refuse = (code: UserErrorCode, message: string) =>
    new Refused([userError(code, message, { field: ['input', 'name'] })]);
  if (metadata?.deletionTimestamp)
    return refuse(
      UserErrorCode.TENANT_TERMINATING,
      `"${name}" is still being deleted. Wait until it is gone, or choose another name.`,
    );
  const owner = metadata?.labels?.[LABELS.tenant];
  const is =
    owner === name
      ? `There is a tenant "${name}" already, and nothing was overwritten. Change it with updateTenant, or complete it with repairTenant.`
      : `The namespace "${name}" carries the label of a tenant "${owner}", and nothing was overwritten.`;
  if (owner !== undefined || adopting)
    return refuse(UserErrorCode.ALREADY_EXISTS, is);
  return refuse(
    UserErrorCode.ALREADY_EXISTS,
    `There is a namespace "${name}" that is no tenant, and nothing was overwritten. Take it over with adopt: true, or choose another name.`,
  );
}
