import type { V1Namespace } from '@kubernetes/client-node';

import { isConflict, isNotFound } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { type LiveGuards, readGuards } from './live-guards.js';
import { toSpecText } from './tenant-spec.js';
import { specOf } from './tenant-wish.js';
import { type GuardedTenant, writeGuards } from './write-guards.js';

type Namespace = Raw<V1Namespace>;

/** How often the wish may change under the hands of one mutation. */
const TURNS = 10;

export interface FollowOptions {
  /** The guards, as they were read after the wish was stored; read anew without it. */
  live?: LiveGuards;
  /** Whether members who wait for their bindings get them. */
  members: boolean;
}

/** Writes the guards that a namespace wishes for, and again when others have changed the wish meanwhile: whoever ends last
 * leaves the guards of the last wish. Answers the namespace with that wish. */
export async function followWish(
  { cluster, settings }: Context,
  writes: Writes,
  namespace: Namespace,
  { live: known, members }: FollowOptions,
): Promise<{ namespace: Namespace; guarded: GuardedTenant }> {
  const name = namespace.metadata?.name ?? '';
  let current = namespace;
  let live = known;
  for (let turn = 1; turn <= TURNS; turn++) {
    live ??= await readGuards(cluster, name);
    const wished = specOf(current, live, settings.plan);
    const spec = members ? wished : { ...wished, members: [] };
    const guarded = { cluster, name, spec, settings, live };
    const outcome = await tryGuards(writes, guarded);
    if (writes.dryRun || outcome === 'in line')
      return { namespace: current, guarded };
    current = await cluster.get<Namespace>(KINDS.namespace, undefined, name);
    const wishedNow = specOf(current, live, settings.plan);
    if (outcome === 'written' && textOf(wishedNow) === textOf(wished))
      return { namespace: current, guarded };
    live = undefined;
  }
  const message = `Others change "${name}" faster than its guards can follow. Call repairTenant when they are done.`;
  throw new Refused([
    userError(UserErrorCode.CONFLICT, message, { retryable: true }),
  ]);
}

/** Whether there was nothing to do, it is done, or others have taken something away or put it there in between. */
async function tryGuards(
  writes: Writes,
  guarded: GuardedTenant,
): Promise<'in line' | 'written' | 'crossed'> {
  const before = writes.changes.length;
  try {
    await writeGuards(writes, guarded);
  } catch (error) {
    if (writes.dryRun || !(isNotFound(error) || isConflict(error))) throw error;
    writes.forgetFailures(before);
    return 'crossed';
  }
  const isWritten = writes.changes
    .slice(before)
    .some(({ action }) => action !== ChangeAction.UNCHANGED);
  return isWritten ? 'written' : 'in line';
}

/** Who waits for a binding is struck off at the end, and is no other wish for the guards. */
function textOf(spec: GuardedTenant['spec']): string {
  return toSpecText({ ...spec, members: [] });
}
