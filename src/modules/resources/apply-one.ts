import { setTimeout as sleep } from 'node:timers/promises';

import type { RawObject, Written } from '../../cluster/cluster.js';
import { isNotFound } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import type { Applicable } from './check-manifests.js';
import { findKind, isServed } from './find-kind.js';
import { callFor } from './write-resource.js';

const KNOWN_WITHIN = 10_000;
const PAUSE = 200;

/** Applies one manifest. One of a kind that has just been defined waits until the cluster serves it, for 10 s at most. */
export async function applyOne(
  context: Context,
  { kind, isComing, namespace, name, object }: Applicable,
  force: boolean,
): Promise<Written<RawObject>> {
  const giveUpAt = performance.now() + KNOWN_WITHIN;
  for (;;) {
    const found = isComing
      ? await findKind(context, kind.apiVersion, kind.kind)
      : kind;
    const isLate = performance.now() > giveUpAt;
    try {
      if (isServed(found) || isLate)
        return await callFor(context, kind, {}, () =>
          context.cluster.patch(
            isServed(found) ? found : kind,
            { namespace, name },
            { type: 'APPLY', body: object, force },
          ),
        );
    } catch (error) {
      if (!isComing || !isNotFound(error) || isLate) throw error;
    }
    await sleep(PAUSE);
  }
}
