import { ClusterError } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import type { Workload } from './app.type.js';
import { loadEvidence } from './rollout-evidence.js';
import type { RolloutFacts } from './to-rollout.js';
import { fromWorkload, type RawWorkload } from './workload.js';

interface Look {
  at: number;
  facts: Promise<RolloutFacts>;
}

/** Shorter than the pause between two questions of one who waits. */
const FRESH_FOR = 4_000;
/** All who follow one watch are handed the very same object, so they share what is seen beside it. */
const looks = new WeakMap<RawWorkload, Look>();

/** What the pods tell of an app that is waited for; nothing when that cannot be read now. However many wait, it is read once in
 * some seconds. */
export function lookAt(
  context: Context,
  raw: RawWorkload,
  workload: Workload,
): Promise<RolloutFacts> {
  const known = looks.get(raw);
  if (known && performance.now() - known.at < FRESH_FOR) return known.facts;
  const facts = read(context, raw, workload).catch((error: unknown) => {
    looks.delete(raw);
    if (error instanceof ClusterError) return {};
    throw error;
  });
  looks.set(raw, { at: performance.now(), facts });
  return facts;
}

/** With loaders of its own: those of the request remember what they have read. */
async function read(
  context: Context,
  raw: RawWorkload,
  workload: Workload,
): Promise<RolloutFacts> {
  const app = fromWorkload(raw, workload);
  const patient = { ...context, cluster: context.patient, reads: {} };
  return app ? loadEvidence(patient, app) : {};
}
