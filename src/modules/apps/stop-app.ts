import type { Reader } from '../../cluster/cluster.js';
import { ANNOTATIONS } from '../../cluster/labels.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import { type AppAnswer, toAppAnswer } from './app-answer.js';
import type { AppTargetInput } from './app-target.input.js';
import { changeApp } from './change-app.js';
import { checkNewPods } from './check-new-pods.js';
import { loadPreview } from './load-preview.js';
import { requireApp } from './require-app.js';
import type { RawWorkload } from './workload.js';

/** Sets the number of pods to 0 and remembers the one from before. */
export async function stopApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  { tenant, name, ifVersion }: AppTargetInput,
): Promise<AppAnswer> {
  await requireTenant(context, tenant);
  const found = await requireApp(cluster, tenant, name);
  const changed = await changeApp(writes, found, ifVersion, toStopped);
  return toAppAnswer(changed, found.workload, writes, 'scale');
}

/** Sets the number of pods to what it was before stopApp; an app that runs stays as it is. */
export async function startApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  { tenant, name, ifVersion }: AppTargetInput,
): Promise<AppAnswer> {
  await requireTenant(context, tenant);
  const found = await requireApp(cluster, tenant, name);
  requireVersion(found.raw, ifVersion);
  const wanted = toStarted(found.raw);
  const preview = await loadPreview(context, found.raw, wanted);
  await checkNewPods(writes, found.raw, wanted, preview);
  const changed = await changeApp(writes, found, ifVersion, toStarted);
  return {
    ...toAppAnswer(changed, found.workload, writes, 'scale'),
    preview,
  };
}

function toStopped(current: RawWorkload): RawWorkload {
  const replicas = current.spec?.replicas ?? 1;
  if (replicas === 0) return current;
  const annotations = {
    ...current.metadata?.annotations,
    [ANNOTATIONS.resumeReplicas]: String(replicas),
  };
  return withReplicas(current, 0, annotations);
}

function toStarted(current: RawWorkload): RawWorkload {
  if (current.spec?.replicas !== 0) return current;
  const { [ANNOTATIONS.resumeReplicas]: before, ...annotations } =
    current.metadata?.annotations ?? {};
  const replicas = /^[1-9]\d{0,4}$/.test(before ?? '') ? Number(before) : 1;
  return withReplicas(current, replicas, annotations);
}

function withReplicas(
  current: RawWorkload,
  replicas: number,
  annotations: Record<string, string>,
): RawWorkload {
  return {
    ...current,
    metadata: { ...current.metadata, annotations },
    spec: { ...current.spec, replicas },
  } as RawWorkload;
}
