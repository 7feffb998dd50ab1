import type { Reader } from '../../cluster/cluster.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import type { ScaleAppInput } from './app.input.js';
import { type AppAnswer, toAppAnswer } from './app-answer.js';
import { refuseAutoscaled } from './autoscaler.js';
import { changeApp } from './change-app.js';
import { checkNewPods } from './check-new-pods.js';
import { loadPreview } from './load-preview.js';
import { requireApp } from './require-app.js';
import { type RawWorkload, WORKLOAD_KINDS } from './workload.js';

/** Sets the number of pods through the scale subresource. With ifVersion it is part of the same write, so nobody slips in. */
export async function scaleApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  input: ScaleAppInput,
): Promise<AppAnswer> {
  const { tenant: namespace, name, replicas, ifVersion } = input;
  await requireTenant(context, namespace);
  const found = await requireApp(cluster, namespace, name);
  const { raw, workload } = found;
  await refuseAutoscaled(cluster, raw);
  const kind = WORKLOAD_KINDS[workload];
  const wanted = { ...raw, spec: { ...raw.spec, replicas } } as RawWorkload;
  requireVersion(raw, ifVersion);
  const preview = await loadPreview(context, raw, wanted);
  await checkNewPods(writes, raw, wanted, preview);
  if (ifVersion !== undefined) {
    const changed = await changeApp(
      writes,
      found,
      ifVersion,
      (current) =>
        ({ ...current, spec: { ...current.spec, replicas } }) as RawWorkload,
    );
    return { ...toAppAnswer(changed, workload, writes, 'scale'), preview };
  }
  await writes.scale(kind, namespace, name, raw.spec?.replicas ?? 1, replicas);
  if (input.dryRun)
    return { ...toAppAnswer(wanted, workload, writes), preview };
  const scaled = await cluster.get<RawWorkload>(kind, namespace, name);
  return { ...toAppAnswer(scaled, workload, writes, 'scale'), preview };
}
