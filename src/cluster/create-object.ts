import { setTimeout as sleep } from 'node:timers/promises';

import type { RawObject, Written } from './cluster.js';
import { ClusterError, isNotFound, isNotYet } from './cluster-error.js';
import { type Kind, pathOf } from './kinds.js';
import { ANNOTATIONS } from './labels.js';
import type { Sender } from './sender.js';

const EARLY_FOR = 5_000;
const EARLY_PAUSE = 200;

/** POSTs an object, marked with a key. When the answer is lost, the object is looked up by name and told by its key
 * whether this call made it. What the cluster refuses for a moment only (no default ServiceAccount yet, a quota that is not
 * counted or that many write under) is tried again, for 5 s at most. */
export async function createObject(
  sender: Sender,
  kind: Kind,
  object: RawObject,
  query: Record<string, string>,
  key: string,
): Promise<Written<RawObject>> {
  const metadata = object.metadata ?? {};
  const body = {
    ...object,
    metadata: {
      ...metadata,
      annotations: {
        [ANNOTATIONS.idempotencyKey]: key,
        ...metadata.annotations,
      },
    },
  };
  const dryRun = query.dryRun !== undefined;
  const post = () =>
    sender.write({
      method: 'POST',
      path: pathOf(kind, metadata.namespace),
      query,
      body,
      repeatable: dryRun,
    });
  try {
    return await untilReady(post);
  } catch (error) {
    if (
      dryRun ||
      !(error instanceof ClusterError) ||
      error.executed !== 'unknown'
    )
      throw error;
    return lookUp(sender, kind, body, error);
  }
}

/** Repeats what is refused for a moment only, for 5 s at most. */
export async function untilReady<T>(post: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + EARLY_FOR;
  for (;;) {
    try {
      return await post();
    } catch (error) {
      if (!isNotYet(error) || performance.now() > giveUpAt) throw error;
      await sleep(EARLY_PAUSE);
    }
  }
}

async function lookUp(
  sender: Sender,
  kind: Kind,
  wanted: RawObject,
  lost: ClusterError,
): Promise<Written<RawObject>> {
  const { name, namespace, annotations } = wanted.metadata ?? {};
  // The cluster was to choose the name: there is nothing to look for.
  if (!name) throw lost;
  const found = await readBack(sender, pathOf(kind, namespace, name), lost);
  if (
    found?.metadata?.annotations?.[ANNOTATIONS.idempotencyKey] ===
    annotations?.[ANNOTATIONS.idempotencyKey]
  ) {
    return { object: found as RawObject, warnings: [] };
  }
  throw new ClusterError(lost.message, {
    call: lost.call,
    reason: lost.reason,
    executed: 'no',
    cause: lost,
  });
}

async function readBack(
  sender: Sender,
  path: string,
  lost: ClusterError,
): Promise<RawObject | undefined> {
  try {
    return (await sender.read(path)) as RawObject;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw lost;
  }
}
