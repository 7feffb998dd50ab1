import type { Reader, Writer } from '../cluster/cluster.js';
import { ClusterError } from '../cluster/cluster-error.js';
import { checkNulls } from './check-nulls.js';
import type { Context } from './context.js';
import { Halted } from './halted.js';
import type { MutationPayload } from './payload.type.js';
import { forgetReads } from './per-request.js';
import { Refused, refuseIf } from './refused.js';
import { type FieldMap, isTrouble, toUserErrors } from './to-user-error.js';
import type { UserError } from './user-error.type.js';
import { Writes } from './writes.js';

export interface MutateOptions {
  /** What the caller sent; `null` anywhere in it is refused, because it neither keeps nor sets a value. */
  input: { dryRun?: boolean };
  /** Where the mutation may write; the whole cluster without it. */
  cluster?: Reader & Writer;
  fieldOf?: FieldMap;
}

/** Runs a mutation and makes its payload: refusals become userErrors beside the changes so far. Trouble with the cluster is a
 * top-level error as long as nothing was written, and stands in the payload afterwards. */
export async function mutate<P extends MutationPayload>(
  Payload: new () => P,
  context: Context,
  options: MutateOptions,
  run: (writes: Writes) => Promise<Partial<P>>,
): Promise<P> {
  const writes = new Writes(
    options.cluster ?? context.cluster,
    options.input.dryRun ?? false,
  );
  const finish = (part: Partial<P>, userErrors: UserError[]): P => {
    if (writes.touched) forgetReads(context);
    return Object.assign(new Payload(), part, {
      userErrors,
      changes: writes.changes,
      warnings: writes.warnings,
    });
  };
  try {
    refuseIf(checkNulls(options.input));
    return finish(await run(writes), []);
  } catch (thrown) {
    const { part, error } = unwrap<P>(thrown);
    if (error instanceof Refused)
      return finish({ ...part, ...error.part }, error.userErrors);
    if (!(error instanceof ClusterError)) throw error;
    if (isTrouble(error) && !writes.touched) throw error;
    return finish(part, toUserErrors(error, options.fieldOf));
  }
}

function unwrap<P>(thrown: unknown): { part: Partial<P>; error: unknown } {
  return thrown instanceof Halted
    ? { part: thrown.part, error: thrown.cause }
    : { part: {}, error: thrown };
}
