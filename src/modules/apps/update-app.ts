import type { V1Service } from '@kubernetes/client-node';

import { sameJson } from '../../lib/json-diff.js';
import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { findObject } from '../../graphql/find-object.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import { type AppAnswer, toAppAnswer } from './app-answer.js';
import { changeWorkload } from './app-change.js';
import type { AppPortInput } from './app-port.input.js';
import {
  changeAppService,
  exposedPorts,
  isOwnedBy,
  toAppService,
} from './app-service.manifest.js';
import { refuseAutoscaled } from './autoscaler.js';
import { changeApp } from './change-app.js';
import { checkNewPods } from './check-new-pods.js';
import { loadPreview } from './load-preview.js';
import { requireApp } from './require-app.js';
import type { UpdateAppInput } from './update-app.input.js';
import type { RawWorkload } from './workload.js';

/** Changes the workload and, with `ports`, its Service. A new pod template is shown to the cluster's admission first. */
export async function updateApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  input: UpdateAppInput,
): Promise<AppAnswer> {
  const { tenant: namespace, name } = input;
  await requireTenant(context, namespace);
  const found = await requireApp(cluster, namespace, name);
  const { raw, workload } = found;
  if (input.replicas !== undefined && input.replicas !== raw.spec?.replicas)
    await refuseAutoscaled(cluster, raw);
  const service = input.ports && (await readService(cluster, raw, input.ports));
  const { username } = await context.cluster.whoAmI();
  const wanted = changeWorkload(raw, input, username);
  requireVersion(raw, input.ifVersion);
  const restarts = !sameJson(wanted.spec?.template, raw.spec?.template);
  const preview = await loadPreview(context, raw, wanted);
  await checkNewPods(writes, raw, wanted, preview);
  const changeIt = () =>
    changeApp(writes, found, input.ifVersion, (current) =>
      changeWorkload(current, input, username),
    );
  const changed = await withService(
    writes,
    raw,
    service,
    input.ports,
    changeIt,
  );
  const change = restarts ? 'template' : 'scale';
  return { ...toAppAnswer(changed, workload, writes, change), preview };
}

/** Ports that are exposed are written before the workload: only the real write tells that a node port is taken, and then
 * nothing has changed yet. A Service that is not needed any more goes last. */
async function withService(
  writes: Writes,
  workload: RawWorkload,
  service: Raw<V1Service> | undefined,
  wanted: AppPortInput[] | undefined,
  changeIt: () => Promise<RawWorkload>,
): Promise<RawWorkload> {
  const ports = exposedPorts(wanted ?? []);
  if (ports.length > 0) {
    return writes.together(async () => {
      await writeService(writes, workload, service, ports);
      return changeIt();
    });
  }
  const changed = await changeIt();
  if (wanted && service) await writes.delete(KINDS.service, service);
  return changed;
}

async function readService(
  cluster: Reader,
  workload: RawWorkload,
  ports: AppPortInput[],
): Promise<Raw<V1Service> | undefined> {
  const { namespace = '', name = '' } = workload.metadata ?? {};
  const service = await findObject<Raw<V1Service>>(
    cluster,
    KINDS.service,
    namespace,
    name,
  );
  if (!service || isOwnedBy(service, workload)) return service;
  if (exposedPorts(ports).length === 0) return undefined;
  const message = `There is a service "${name}" that does not belong to this app. Delete it, or use updateService for its ports.`;
  throw new Refused([
    userError(UserErrorCode.ALREADY_EXISTS, message, {
      field: ['input', 'ports'],
    }),
  ]);
}

async function writeService(
  writes: Writes,
  workload: RawWorkload,
  service: Raw<V1Service> | undefined,
  ports: AppPortInput[],
): Promise<void> {
  if (!service)
    return void (await writes.create(
      KINDS.service,
      toAppService(workload, ports),
    ));
  const { namespace, name = '' } = service.metadata ?? {};
  await writes.change<Raw<V1Service>>(
    KINDS.service,
    { namespace, name },
    (current) => changeAppService(current, ports),
  );
}
