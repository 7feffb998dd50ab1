import type { V1Service } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { findObject } from '../../graphql/find-object.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import { toWorkload } from './app.manifest.js';
import { type AppAnswer, toAppAnswer } from './app-answer.js';
import {
  type SecretVersion,
  toSecret,
  versionName,
} from './app-secret.manifest.js';
import {
  exposedPorts,
  isOwnedBy,
  toAppService,
} from './app-service.manifest.js';
import type { CreateAppInput } from './create-app.input.js';
import { findMade, isMadeBy, refuseTaken } from './earlier-app.js';
import { loadPreview } from './load-preview.js';
import { preflight } from './preflight.js';
import { type RawWorkload, WORKLOAD_KINDS } from './workload.js';

/** Writes the secrets, the workload, then the Service of its exposed ports; all or none. A call that is repeated with its key
 * writes what is missing. */
export async function createApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  input: CreateAppInput,
): Promise<AppAnswer> {
  const lookups = Promise.allSettled([
    context.cluster.whoAmI(),
    refuseTaken(cluster, input),
    findMade(cluster, input),
  ]);
  // A tenant that the caller may not see is answered first: other refusals would tell that it is there.
  const tenant = await requireTenant(context, input.tenant);
  const [user, taken, made] = await lookups;
  if (user.status === 'rejected') throw user.reason;
  if (taken.status === 'rejected') throw taken.reason;
  if (made.status === 'rejected') throw made.reason;
  const secrets = toVersions(input);
  const wanted = toWorkload(input, {
    createdBy: user.value.username,
    forbidRoot: tenant.forbidsRoot,
    secrets,
    now: new Date().toISOString(),
  });
  const preview = await loadPreview(context, made.value, wanted);
  if (!made.value) await preflight(writes, wanted, { preview });
  const workload = await writes.together(async () => {
    const workload = made.value
      ? writes.take(WORKLOAD_KINDS[input.workload], made.value)
      : await writeWorkload(cluster, writes, input, wanted, secrets);
    await writeService(cluster, writes, input, workload);
    return workload;
  });
  return { ...toAppAnswer(workload, input.workload, writes), preview };
}

function toVersions({
  name,
  secrets,
  idempotencyKey,
}: CreateAppInput): SecretVersion[] {
  return (secrets ?? []).map(({ name: variable, value }) => ({
    variable,
    value,
    secret: versionName(name, variable, idempotencyKey),
  }));
}

/** A Secret that is there already is one of the same call: its name comes from the key. */
function writeWorkload(
  cluster: Reader,
  writes: Writes,
  input: CreateAppInput,
  wanted: RawWorkload,
  secrets: SecretVersion[],
): Promise<RawWorkload> {
  const kind = WORKLOAD_KINDS[input.workload];
  return writes.together(async () => {
    for (const version of secrets) {
      const secret = toSecret(input, version);
      await writes.createOrTake(KINDS.secret, secret, () =>
        Promise.resolve(
          input.idempotencyKey === undefined ? undefined : secret,
        ),
      );
    }
    return writes.createOrTake<RawWorkload>(kind, wanted, async () => {
      const found = await findObject<RawWorkload>(
        cluster,
        kind,
        input.tenant,
        input.name,
      );
      return found && isMadeBy(found, input) ? found : undefined;
    });
  }, true);
}

async function writeService(
  cluster: Reader,
  writes: Writes,
  { tenant, name, ports = [], idempotencyKey }: CreateAppInput,
  workload: RawWorkload,
): Promise<void> {
  const exposed = exposedPorts(ports);
  if (exposed.length === 0) return;
  const service = toAppService(workload, exposed);
  await writes.createOrTake<Raw<V1Service>>(
    KINDS.service,
    service,
    async () => {
      if (idempotencyKey === undefined) return undefined;
      const found = await findObject<Raw<V1Service>>(
        cluster,
        KINDS.service,
        tenant,
        name,
      );
      return found && isOwnedBy(found, workload) ? found : undefined;
    },
  );
}
