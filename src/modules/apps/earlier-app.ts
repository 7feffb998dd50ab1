import type { Reader } from '../../cluster/cluster.js';
import { ANNOTATIONS } from '../../cluster/labels.js';
import { findObject } from '../../graphql/find-object.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import { Workload } from './app.type.js';
import type { CreateAppInput } from './create-app.input.js';
import { type RawWorkload, WORKLOAD_KINDS } from './workload.js';

/** The two kinds of workload must not share a name; the cluster itself sees to one kind only. */
export async function refuseTaken(
  cluster: Reader,
  input: CreateAppInput,
): Promise<void> {
  const other =
    input.workload === Workload.DEPLOYMENT
      ? Workload.REPLICATION_CONTROLLER
      : Workload.DEPLOYMENT;
  if (await find(cluster, input, other)) throw alreadyThere(input, other);
}

/** What an earlier call with the same key has made. It is looked for only with a key, and with secrets, which should not be
 * written for an app that cannot be made. */
export async function findMade(
  cluster: Reader,
  input: CreateAppInput,
): Promise<RawWorkload | undefined> {
  if (input.idempotencyKey === undefined && !input.secrets?.length)
    return undefined;
  const found = await find(cluster, input, input.workload);
  if (!found || isMadeBy(found, input)) return found;
  throw alreadyThere(input, input.workload);
}

/** Whether a workload was made by this very call, or by one with the same key; one on its way out does not count. */
export function isMadeBy(
  { metadata }: RawWorkload,
  { idempotencyKey }: CreateAppInput,
): boolean {
  return (
    idempotencyKey !== undefined &&
    metadata?.annotations?.[ANNOTATIONS.idempotencyKey] === idempotencyKey &&
    metadata.deletionTimestamp === undefined
  );
}

function find(
  cluster: Reader,
  { tenant, name }: CreateAppInput,
  workload: Workload,
): Promise<RawWorkload | undefined> {
  return findObject(cluster, WORKLOAD_KINDS[workload], tenant, name);
}

function alreadyThere(
  { tenant, name }: CreateAppInput,
  workload: Workload,
): Refused {
  const { kind } = WORKLOAD_KINDS[workload];
  const message = `There is a ${kind} "${name}" in the tenant "${tenant}" already, and nothing was overwritten. Choose another name.`;
  return new Refused([
    userError(UserErrorCode.ALREADY_EXISTS, message, {
      field: ['input', 'name'],
    }),
  ]);
}
