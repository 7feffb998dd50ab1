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
import { requireApp } from './require-app.js';
import { changeTemplate, withAnnotations } from './template-change.js';
import { refusePaused, refuseUnsupported } from './unsupported.js';
import type { RawWorkload } from './workload.js';

/** Replaces the pods one by one, as `kubectl rollout restart` does. */
export async function restartApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  { tenant, name, ifVersion }: AppTargetInput,
): Promise<AppAnswer> {
  await requireTenant(context, tenant);
  const found = await requireApp(cluster, tenant, name);
  refuseUnsupported(
    found.raw,
    'restart its pods one by one: delete them with deletePod, one at a time, or use a Deployment',
  );
  const { username } = await context.cluster.whoAmI();
  requireVersion(found.raw, ifVersion);
  const now = { [ANNOTATIONS.restartedAt]: new Date().toISOString() };
  const restart = (current: RawWorkload) => {
    refusePaused(current);
    return changeTemplate(current, username, (template) =>
      withAnnotations(template, now),
    );
  };
  await checkNewPods(writes, found.raw, restart(found.raw));
  const changed = await changeApp(writes, found, ifVersion, restart);
  return toAppAnswer(changed, found.workload, writes);
}
