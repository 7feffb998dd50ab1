import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import { wholeOf } from '../../graphql/object-differences.js';
import type { Writes } from '../../graphql/writes.js';
import { gone } from './gone.js';
import { toPatchBody } from './patch-body.js';
import {
  requireKind,
  requirePlace,
  requireSubresource,
  requireVerb,
} from './require-kind.js';
import { type PatchResourceInput, PatchType } from './resource.input.js';
import type { ResourcePayload } from './resource.payload.js';
import { Resource } from './resource.type.js';
import { diffResource } from './resource-diff.js';
import { undisturbed } from './undisturbed.js';
import { type Before, callFor, readBefore } from './write-resource.js';

/** Changes an object, or one of its subresources, by a patch. */
export async function patchResource(
  context: Context,
  input: PatchResourceInput,
  writes: Writes,
): Promise<Partial<ResourcePayload>> {
  const { namespace, name, ifVersion } = input;
  const subresource = input.subresource ?? undefined;
  const kind = await requireKind(context, input);
  if (subresource === undefined) requireVerb(kind, 'patch');
  else requireSubresource(kind, subresource, 'patch');
  requirePlace(kind, namespace, name);
  const target = { namespace, name, subresource };
  const body = toPatchBody(input, kind);
  await context.rules.obey(context, {
    kind,
    ...target,
    body,
    field: ['input', 'name'],
  });
  const before = await readBefore(context.cluster, kind, target);
  const isNew = before === 'MISSING';
  if (isNew && (input.type !== PatchType.APPLY || subresource !== undefined))
    throw gone(kind, target);
  if (typeof before !== 'string') requireVersion(before, ifVersion);
  const patch = (current: Before) => {
    const version =
      typeof current === 'string' || ifVersion === undefined
        ? undefined
        : current.metadata?.resourceVersion;
    const body = toPatchBody(input, kind, version);
    const { type, force } = input;
    return callFor(context, kind, writes, () =>
      context.cluster.patch(kind, target, { type, body, force }, writes),
    );
  };
  const written = await writes.perform(
    kind,
    { metadata: { namespace, name } },
    isNew ? ChangeAction.CREATED : ChangeAction.CONFIGURED,
    () =>
      ifVersion === undefined
        ? patch(before)
        : undisturbed(context, kind, target, { before, ifVersion }, patch),
    before === 'HIDDEN'
      ? undefined
      : (after) => {
          if (before !== 'MISSING')
            return diffResource(before, after, subresource);
          return writes.dryRun ? wholeOf(after) : [];
        },
  );
  const { apiVersion = kind.apiVersion, kind: answered = kind.kind } = written;
  return {
    resource: Resource.fromObject(
      { apiVersion, kind: answered },
      written,
      true,
    ),
  };
}
