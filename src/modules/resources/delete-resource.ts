import type { DeleteOptions } from '../../cluster/cluster.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { gone } from './gone.js';
import {
  refuseAt,
  requireKind,
  requirePlace,
  requireVerb,
} from './require-kind.js';
import {
  type DeleteResourceInput,
  type DeleteResourcesInput,
  Propagation,
} from './resource.input.js';
import type {
  DeleteResourcePayload,
  DeleteResourcesPayload,
} from './resource.payload.js';
import { toResourceId } from './resource.type.js';
import { undisturbed } from './undisturbed.js';
import { type Before, callFor, readBefore } from './write-resource.js';

const POLICIES: Record<Propagation, DeleteOptions['propagation']> = {
  [Propagation.BACKGROUND]: 'Background',
  [Propagation.FOREGROUND]: 'Foreground',
  [Propagation.ORPHAN]: 'Orphan',
};

/** Deletes one object of any kind: the very one that was read, where the caller may read it. */
export async function deleteResource(
  context: Context,
  input: DeleteResourceInput,
  writes: Writes,
): Promise<Partial<DeleteResourcePayload>> {
  const { namespace, name, ifVersion, gracePeriodSeconds } = input;
  const kind = await requireKind(context, input);
  requireVerb(kind, 'delete');
  requirePlace(kind, namespace, name);
  if ((gracePeriodSeconds ?? 0) < 0)
    refuseAt(['gracePeriodSeconds'], 'gracePeriodSeconds must be 0 or more.');
  const target = { namespace, name };
  await context.rules.obey(context, {
    kind,
    ...target,
    field: ['input', 'name'],
  });
  const before = await readBefore(context.cluster, kind, target);
  if (before === 'MISSING') throw gone(kind, target);
  if (before !== 'HIDDEN') requireVersion(before, ifVersion);
  const remove = (current: Before) => {
    const { uid, resourceVersion } =
      (typeof current === 'string' ? undefined : current.metadata) ?? {};
    const options = {
      ...{ uid, gracePeriodSeconds, dryRun: writes.dryRun },
      ...(ifVersion !== undefined && { resourceVersion }),
      propagation: POLICIES[input.propagation],
    };
    return callFor(context, kind, writes, () =>
      context.cluster.delete(kind, namespace, name, options),
    );
  };
  await writes.perform(kind, { metadata: target }, ChangeAction.DELETED, () =>
    ifVersion === undefined
      ? remove(before)
      : undisturbed(context, kind, target, { before, ifVersion }, remove),
  );
  return {
    deletedId: toResourceId(kind.apiVersion, kind.kind, namespace, name),
  };
}

/** Deletes all objects that the selectors pick, in one call. */
export async function deleteResources(
  context: Context,
  input: DeleteResourcesInput,
  writes: Writes,
): Promise<Partial<DeleteResourcesPayload>> {
  const { namespace, confirmAll } = input;
  const labelSelector = input.labelSelector?.trim() || undefined;
  const fieldSelector = input.fieldSelector?.trim() || undefined;
  const kind = await requireKind(context, input);
  requireVerb(kind, 'deletecollection');
  requirePlace(kind, namespace, undefined);
  if (!labelSelector && !fieldSelector && !confirmAll)
    throw new Refused([
      userError(
        UserErrorCode.NOT_CONFIRMED,
        `Without a selector this would delete every ${kind.kind}${namespace === undefined ? '' : ` in "${namespace}"`}. Give labelSelector or fieldSelector, or say confirmAll: true.`,
        { field: ['input', 'confirmAll'] },
      ),
    ]);
  await context.rules.obeyInBulk(
    context,
    { kind, namespace },
    { labelSelector, fieldSelector },
  );
  const propagation = POLICIES[input.propagation];
  const { items, warnings } = await writes.attemptAll(() =>
    context.cluster.deleteCollection(kind, {
      ...{ namespace, labelSelector, fieldSelector, propagation },
      dryRun: writes.dryRun,
    }),
  );
  writes.warn(...warnings);
  for (const item of items) writes.note(kind, item, ChangeAction.DELETED);
  return { deleted: items.length };
}
