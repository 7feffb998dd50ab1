import type { V1Deployment } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { findObject } from '../../graphql/find-object.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import type { CreateAppInput } from './app.input.js';
import { toWorkload } from './app.manifest.js';
import { Workload } from './app.type.js';
import { type AppAnswer, toAppAnswer } from './app-answer.js';
import { exposedPorts, toAppService } from './app-service.manifest.js';
import { preflight } from './preflight.js';
import { type RawWorkload, WORKLOAD_KINDS } from './workload.js';

/** Writes the workload, then the Service of its exposed ports; both or none. */
export async function createApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  input: CreateAppInput,
): Promise<AppAnswer> {
  const lookups = Promise.allSettled([
    context.cluster.whoAmI(),
    refuseTaken(cluster, input),
  ]);
  // A tenant that the caller may not see is answered first: other refusals would tell that it is there.
  const tenant = await requireTenant(context, input.tenant);
  const [user, taken] = await lookups;
  if (user.status === 'rejected') throw user.reason;
  if (taken.status === 'rejected') throw taken.reason;
  const wanted = toWorkload(input, {
    createdBy: user.value.username,
    forbidRoot: tenant.forbidsRoot,
  });
  const ports = exposedPorts(input.ports ?? []);
  await preflight(writes, wanted);
  const workload = await writes.together(async () => {
    const made = await writes.create<RawWorkload>(
      WORKLOAD_KINDS[input.workload],
      wanted,
    );
    if (ports.length > 0)
      await writes.create(KINDS.service, toAppService(made, ports));
    return made;
  });
  return toAppAnswer(workload, input.workload, input);
}

/** The two kinds of workload must not share a name; the cluster itself sees to one kind only. */
async function refuseTaken(
  cluster: Reader,
  { tenant, name, workload }: CreateAppInput,
): Promise<void> {
  const other =
    workload === Workload.DEPLOYMENT
      ? Workload.REPLICATION_CONTROLLER
      : Workload.DEPLOYMENT;
  const taken = await findObject<Raw<V1Deployment>>(
    cluster,
    WORKLOAD_KINDS[other],
    tenant,
    name,
  );
  if (!taken) return;
  const message = `There is a ${WORKLOAD_KINDS[other].kind} "${name}" in the tenant "${tenant}" already. Choose another name.`;
  throw new Refused([
    userError(UserErrorCode.ALREADY_EXISTS, message, {
      field: ['input', 'name'],
    }),
  ]);
}
