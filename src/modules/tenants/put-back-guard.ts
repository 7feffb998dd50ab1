import type { RawObject } from '../../cluster/cluster.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import type { Writes } from '../../graphql/writes.js';
import { toDrift } from './guard-drift.js';
import type { GuardManifest } from './tenant-guards.manifest.js';

const IMMUTABLE = /^\/(roleRef|spec\/scope)/;

/** Makes a guard what it must be: written when it is missing, changed where it drifted, left alone otherwise. */
export async function putBackGuard(
  writes: Writes,
  guard: GuardManifest,
  live: RawObject | undefined,
): Promise<void> {
  const { kind, object } = guard;
  if (!live) return void (await writes.apply(kind, object));
  const drift = toDrift(guard, live);
  if (drift.length === 0)
    return writes.note(kind, object, ChangeAction.UNCHANGED);
  if (drift.some(({ path }) => IMMUTABLE.test(path)))
    return replaceGuard(writes, guard, live);
  await writes.apply(kind, withoutAdditions(object, live), live);
}

/** Some fields cannot change: the object with the wrong ones goes first. */
async function replaceGuard(
  writes: Writes,
  { kind, object }: GuardManifest,
  live: RawObject,
): Promise<void> {
  await writes.delete(kind, live);
  if (!writes.dryRun) return void (await writes.apply(kind, object));
  const reason =
    'Not checked by the cluster: the one that is there would go first.';
  writes.show(kind, object, ChangeAction.CREATED, reason);
}

/** An apply leaves alone what it does not name: lists that others added are named as empty, so that they go. */
function withoutAdditions(
  wanted: RawObject & { spec?: object },
  live: RawObject & { spec?: object },
): RawObject {
  const added = Object.entries(live.spec ?? {}).filter(
    ([key, value]) => !(key in (wanted.spec ?? {})) && Array.isArray(value),
  );
  if (added.length === 0) return wanted;
  const emptied = Object.fromEntries(added.map(([key]) => [key, []]));
  return { ...wanted, spec: { ...wanted.spec, ...emptied } } as RawObject;
}
