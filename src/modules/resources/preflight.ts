import { createLimiter } from '../../lib/limiter.js';
import type { RawObject } from '../../cluster/cluster.js';
import { ClusterError } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import { isTrouble } from '../../graphql/to-user-error.js';
import type { Applicable } from './check-manifests.js';
import { type Before, callFor, readBefore } from './write-resource.js';

const AT_ONCE = 8;
const DRY_RUN = { dryRun: true };

/** What the cluster says to an apply before it is done. */
export interface Preflight {
  before: Before;
  /** What would be stored; undefined where the cluster cannot tell yet. */
  after?: RawObject;
  /** Why it cannot. */
  unknown?: string;
  warnings: string[];
  error?: ClusterError;
}

/** Asks the cluster about every apply without storing anything, so that what it refuses is known before the first write. Trouble
 * with the cluster is thrown. */
export async function preflight(
  context: Context,
  applicable: readonly Applicable[],
  force: boolean,
): Promise<Map<Applicable, Preflight>> {
  const limited = createLimiter(AT_ONCE);
  const coming = new Set<string>();
  const answers = new Map<Applicable, Preflight>();
  const ask = (each: Applicable) =>
    limited(async () => {
      answers.set(each, await askOne(context, each, force, coming));
    });
  // Namespaces first: what is to live in a new one cannot be asked about.
  const isNamespace = ({ kind }: Applicable) =>
    kind.apiVersion === 'v1' && kind.kind === 'Namespace';
  await Promise.all(applicable.filter(isNamespace).map(ask));
  for (const [{ name }, { before }] of answers)
    if (before === 'MISSING') coming.add(name);
  await Promise.all(applicable.filter((each) => !isNamespace(each)).map(ask));
  return answers;
}

async function askOne(
  context: Context,
  { kind, isComing, namespace, name, object }: Applicable,
  force: boolean,
  coming: ReadonlySet<string>,
): Promise<Preflight> {
  const missing = { before: 'MISSING' as const, warnings: [] };
  if (isComing)
    return {
      ...missing,
      unknown: `The cluster will know the kind ${kind.kind} when its definition is there.`,
    };
  if (namespace !== undefined && coming.has(namespace))
    return {
      ...missing,
      unknown: `The namespace "${namespace}" is not there yet.`,
    };
  const target = { namespace, name };
  const before = await readBefore(context.cluster, kind, target);
  const patch = { type: 'APPLY', body: object, force } as const;
  try {
    const { object: after, warnings } = await callFor(
      context,
      kind,
      DRY_RUN,
      () => context.cluster.patch(kind, target, patch, DRY_RUN),
    );
    return { before, after, warnings };
  } catch (error) {
    if (!(error instanceof ClusterError) || isTrouble(error)) throw error;
    return { before, error, warnings: [] };
  }
}
