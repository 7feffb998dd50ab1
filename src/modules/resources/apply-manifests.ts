import { ClusterError } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import { wholeOf } from '../../graphql/object-differences.js';
import { Refused, refuseIf } from '../../graphql/refused.js';
import { isTrouble, toUserErrors } from '../../graphql/to-user-error.js';
import type { UserError } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import type { ApplyManifestsInput } from './apply-manifests.input.js';
import type { ApplyManifestsPayload } from './apply-manifests.payload.js';
import { applyOne } from './apply-one.js';
import { type Applicable, checkManifests } from './check-manifests.js';
import { toFacts } from './manifest-error.js';
import { rankOf } from './manifest-order.js';
import { type Preflight, preflight } from './preflight.js';
import { readManifests } from './read-manifests.js';
import { Resource } from './resource.type.js';
import { diffResource } from './resource-diff.js';

const AT_ONCE = 8;
const FIELD = ['input', 'manifests'];
type Results = Map<Applicable, Resource>;

/** Applies manifests in a sensible order. Nothing is written unless all of them can be read and the cluster refuses none of those
 * that it can be asked about. */
export async function applyManifests(
  context: Context,
  { manifests: text, namespace, force = false }: ApplyManifestsInput,
  writes: Writes,
): Promise<Partial<ApplyManifestsPayload>> {
  const { manifests, userErrors } = readManifests(text);
  refuseIf(userErrors);
  const checked = await checkManifests(context, manifests, namespace);
  refuseIf(checked.userErrors);
  const { applicable } = checked;
  for (const { object: body, ...each } of applicable)
    await context.rules.obey(context, { ...each, body, field: FIELD });
  const asked = await preflight(context, applicable, force);
  refuseAll(applicable, asked, writes);
  const results: Results = new Map();
  if (writes.dryRun) showAll(asked, applicable, writes, results);
  else await applyAll(context, applicable, asked, { force, writes, results });
  return { resources: inOrder(results) };
}

/** Ends the mutation when the cluster refuses any of them. */
function refuseAll(
  applicable: readonly Applicable[],
  asked: Map<Applicable, Preflight>,
  writes: Writes,
): void {
  const userErrors = applicable.flatMap((each) => {
    const error = asked.get(each)?.error;
    return error ? explain(each, error) : [];
  });
  if (userErrors.length === 0) return;
  for (const each of applicable) {
    const error = asked.get(each)?.error;
    if (error)
      writes.note(each.kind, each.object, ChangeAction.FAILED, error.message);
    else
      writes.note(
        ...([each.kind, each.object, ChangeAction.SKIPPED] as const),
        'Nothing was written, because the cluster refuses another document.',
      );
  }
  throw new Refused(userErrors);
}

function showAll(
  asked: Map<Applicable, Preflight>,
  applicable: readonly Applicable[],
  writes: Writes,
  results: Results,
): void {
  for (const each of applicable) {
    const {
      before,
      after,
      unknown = '',
      warnings,
    } = asked.get(each) as Preflight;
    writes.warn(...warnings);
    if (!after) {
      writes.show(each.kind, each.object, ChangeAction.CREATED, unknown);
      continue;
    }
    const diff =
      typeof before === 'string' ? wholeOf(after) : diffResource(before, after);
    writes.record(each.kind, each.object, actionOf(before, diff.length)).diff =
      diff;
    results.set(each, Resource.fromObject(each.kind, after, true));
  }
}

function actionOf(
  before: Preflight['before'],
  differences: number,
): ChangeAction {
  if (before === 'MISSING') return ChangeAction.CREATED;
  return differences > 0 ? ChangeAction.CONFIGURED : ChangeAction.UNCHANGED;
}

interface Run {
  force: boolean;
  writes: Writes;
  results: Results;
}

/** A few at once, but never one before what it may need. When one fails, what has not begun is left. */
async function applyAll(
  context: Context,
  applicable: readonly Applicable[],
  asked: Map<Applicable, Preflight>,
  { force, writes, results }: Run,
): Promise<void> {
  const apply = async (each: Applicable) => {
    const { before } = asked.get(each) as Preflight;
    const written = await writes.perform(
      each.kind,
      each.object,
      before === 'MISSING' ? ChangeAction.CREATED : ChangeAction.CONFIGURED,
      () => applyOne(context, each, force),
      typeof before === 'string'
        ? undefined
        : (after) => diffResource(before, after),
    );
    results.set(each, Resource.fromObject(each.kind, written, true));
  };
  for (let from = 0; from < applicable.length;) {
    const next = batchFrom(applicable, from);
    const ends = await Promise.allSettled(next.map(apply));
    from += next.length;
    const failed = next.flatMap((each, index) => {
      const end = ends[index];
      return end?.status === 'rejected'
        ? [{ each, error: end.reason as unknown }]
        : [];
    });
    if (failed.length === 0) continue;
    for (const { kind, object } of applicable.slice(from))
      writes.note(
        kind,
        object,
        ChangeAction.SKIPPED,
        'Not tried, because another document failed.',
      );
    throw toRefusal(failed, writes, results);
  }
}

function batchFrom(
  applicable: readonly Applicable[],
  from: number,
): Applicable[] {
  const rank = rankOf(applicable[from]?.kind.kind ?? '');
  const more = applicable.slice(from, from + AT_ONCE);
  const end = more.findIndex(({ kind }) => rankOf(kind.kind) !== rank);
  return end < 0 ? more : more.slice(0, end);
}

function toRefusal(
  failed: { each: Applicable; error: unknown }[],
  writes: Writes,
  results: Results,
): unknown {
  for (const { error } of failed)
    if (
      !(error instanceof ClusterError) ||
      (isTrouble(error) && !writes.touched)
    )
      return error;
  const userErrors = failed.flatMap(({ each, error }) =>
    explain(each, error as ClusterError),
  );
  return new Refused(userErrors, { resources: inOrder(results) });
}

function explain(
  { document, line, kind, name }: Applicable,
  error: ClusterError,
): UserError[] {
  return toUserErrors(error).map((each) => ({
    ...each,
    field: FIELD,
    message: `Document ${document}, line ${line} (${kind.kind} "${name}"): ${each.message}`,
    facts: [...toFacts({ document, line }), ...each.facts],
  }));
}

function inOrder(results: Results): Resource[] {
  return [...results]
    .sort(([a], [b]) => a.document - b.document)
    .map(([, resource]) => resource);
}
