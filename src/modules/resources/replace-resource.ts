import type { RawObject } from '../../cluster/cluster.js';
import type { ServedKind } from '../../cluster/discovery.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import { isSecret } from '../../graphql/secret-values.js';
import type { Writes } from '../../graphql/writes.js';
import { gone } from './gone.js';
import { isObject, readObject, type Wanted } from './object-input.js';
import { parentOf } from './parent-kind.js';
import {
  refuseAt,
  requireKind,
  requirePlace,
  requireVerb,
} from './require-kind.js';
import type { ReplaceResourceInput } from './resource.input.js';
import type { ResourcePayload } from './resource.payload.js';
import { Resource } from './resource.type.js';
import { diffResource } from './resource-diff.js';
import { undisturbed } from './undisturbed.js';
import { type Before, callFor, readBefore } from './write-resource.js';

/** Replaces an object, or one of its subresources, by what the caller says. */
export async function replaceResource(
  context: Context,
  input: ReplaceResourceInput,
  writes: Writes,
): Promise<Partial<ResourcePayload>> {
  const wanted = readObject(input);
  const subresource = input.subresource ?? undefined;
  const kind = await kindOf(context, wanted, subresource);
  if (!wanted.name)
    refuseAt(
      ['object', 'metadata', 'name'],
      'The object must have metadata.name: the one to replace.',
    );
  const target = {
    ...{ namespace: wanted.namespace, name: wanted.name ?? '', subresource },
  };
  requirePlace(kind, target.namespace, target.name, ['object', 'metadata']);
  const body = toBody(kind, wanted, subresource);
  await context.rules.obey(context, {
    ...{ kind, ...target, body: { subjects: [], ...body } },
    field: ['input', 'object', 'metadata'],
  });
  const before = await readBefore(context.cluster, kind, target);
  if (before === 'MISSING')
    throw gone(kind, target, ['object', 'metadata', 'name']);
  if (before !== 'HIDDEN') requireVersion(before, input.ifVersion);
  requireValues(before, body);
  const put = (current: Before) =>
    callFor(context, kind, writes, () =>
      context.cluster.put(kind, target, withVersion(body, current), writes),
    );
  const { ifVersion } = input;
  const written = await writes.perform(
    kind,
    wanted.object,
    ChangeAction.CONFIGURED,
    () =>
      body.metadata?.resourceVersion === undefined
        ? undisturbed(context, kind, target, { before, ifVersion }, put)
        : put(before),
    before === 'HIDDEN'
      ? undefined
      : (after) => diffResource(before, after, subresource),
  );
  const { apiVersion = kind.apiVersion } = written;
  return {
    resource: Resource.fromObject(
      { apiVersion, kind: body.kind ?? kind.kind },
      written,
      true,
    ),
  };
}

async function kindOf(
  context: Context,
  wanted: Wanted,
  subresource: string | undefined,
): Promise<ServedKind> {
  if (subresource !== undefined)
    return parentOf(context, wanted, subresource, 'update');
  const kind = await requireKind(context, wanted, ['object']);
  requireVerb(kind, 'update', ['object']);
  return kind;
}

/** What is PUT to a subresource is of its kind: a Scale takes its number from the object's `spec.replicas`. */
function toBody(
  kind: ServedKind,
  { object, kind: given }: Wanted,
  subresource: string | undefined,
): RawObject {
  const part = kind.subresources.find(({ name }) => name === subresource);
  if (part?.kind !== 'Scale' || given === part.kind) return object;
  const { spec } = object as { spec?: unknown };
  if (!isObject(spec) || !Number.isInteger(spec.replicas))
    refuseAt(
      ['object', 'spec', 'replicas'],
      'For the subresource scale, spec.replicas must be a whole number.',
    );
  const { replicas } = spec as { replicas: number };
  const { name, namespace, resourceVersion } = object.metadata ?? {};
  return {
    ...{ apiVersion: part.apiVersion, kind: part.kind },
    metadata: { name, namespace, ...(resourceVersion && { resourceVersion }) },
    spec: { replicas },
  } as RawObject;
}

/** Without a version of the caller's, the one that was just read: some kinds demand it, and nobody slips in between. */
function withVersion(body: RawObject, before: Before): RawObject {
  if (body.metadata?.resourceVersion || typeof before === 'string') return body;
  const { resourceVersion } = before.metadata ?? {};
  return { ...body, metadata: { ...body.metadata, resourceVersion } };
}

/** Answers leave out the values of a Secret: sent back as it was read, it would be emptied. */
function requireValues(before: Before, body: RawObject): void {
  if (!isSecret(body) || typeof before === 'string') return;
  if ('data' in body || 'stringData' in body || !('data' in before)) return;
  refuseAt(
    ['object', 'data'],
    'The Secret has values, and your object has no data, so they would be removed. Send them (answers have them with reveal: true), or "data": {} to remove them.',
  );
}
