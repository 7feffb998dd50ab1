import { sameJson } from '../../lib/json-diff.js';
import type { Reader } from '../../cluster/cluster.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { Refused } from '../../graphql/refused.js';
import {
  invalid,
  userError,
  UserErrorCode,
} from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import { type AppAnswer, toAppAnswer } from './app-answer.js';
import type { RollbackAppInput } from './app-life.input.js';
import { changeApp } from './change-app.js';
import { checkNewPods } from './check-new-pods.js';
import { loadPreview } from './load-preview.js';
import { requireApp } from './require-app.js';
import { readRevisions, type Revision } from './revisions.js';
import { refusePaused, refuseUnsupported } from './unsupported.js';
import type { RawWorkload } from './workload.js';

/** Puts back the pod template of an earlier revision, word for word: pods of it that still run are kept, and the number of pods
 * stays as it is. */
export async function rollbackApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  { tenant, name, revision, ifVersion }: RollbackAppInput,
): Promise<AppAnswer> {
  await requireTenant(context, tenant);
  const found = await requireApp(cluster, tenant, name);
  refuseUnsupported(
    found.raw,
    'be rolled back, because it keeps no revisions: change it with updateApp, or use a Deployment',
  );
  refusePaused(found.raw);
  requireVersion(found.raw, ifVersion);
  const { template } = chooseRevision(
    found.raw,
    await readRevisions(context, found.raw),
    revision,
  );
  const rollBack = (current: RawWorkload) => {
    refusePaused(current);
    return { ...current, spec: { ...current.spec, template } } as RawWorkload;
  };
  const wanted = rollBack(found.raw);
  const preview = await loadPreview(context, found.raw, wanted);
  await checkNewPods(writes, found.raw, wanted, preview);
  const changed = await changeApp(writes, found, ifVersion, rollBack);
  return { ...toAppAnswer(changed, found.workload, writes), preview };
}

/** The wanted revision, or without a wish the newest one that differs from what the app is now. */
function chooseRevision(
  { metadata, spec }: RawWorkload,
  revisions: Revision[],
  wanted: number | undefined,
): Revision {
  const others = revisions.filter(
    ({ template }) => !sameJson(template, spec?.template),
  );
  const chosen =
    wanted === undefined
      ? others[0]
      : revisions.find((each) => each.revision === wanted);
  if (chosen && others.includes(chosen)) return chosen;
  if (wanted !== undefined && !chosen) {
    const known = revisions.map((each) => each.revision).join(', ');
    throw new Refused([
      invalid(
        ['revision'],
        `The app "${metadata?.name}" has no revision ${wanted}. It has: ${known || 'none yet'}.`,
      ),
    ]);
  }
  const message = chosen
    ? `The app "${metadata?.name}" is what it was at revision ${chosen.revision} already.`
    : `The app "${metadata?.name}" has no earlier revision.`;
  throw new Refused([
    userError(UserErrorCode.NOTHING_TO_ROLL_BACK, message, {
      field: ['input', wanted === undefined ? 'name' : 'revision'],
    }),
  ]);
}
