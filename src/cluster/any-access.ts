import type {
  AnyAccess,
  PatchType,
  RawObject,
  Target,
  WriteOptions,
} from './cluster.js';
import { untilReady } from './create-object.js';
import { type Kind, pathOf } from './kinds.js';
import { METADATA_LIST } from './listing/list-body.js';
import type { Sender } from './sender.js';
import { deleteBody, FIELD_MANAGER, writeQuery } from './write-options.js';

const CONTENT_TYPES: Record<PatchType, string> = {
  MERGE: 'application/merge-patch+json',
  STRATEGIC: 'application/strategic-merge-patch+json',
  JSON: 'application/json-patch+json',
  APPLY: 'application/apply-patch+yaml',
};

/** Calls for any kind on top of a sender. */
export function createAnyAccess(sender: Sender): AnyAccess {
  const queryOf = (options: WriteOptions) => ({
    ...writeQuery(options),
    ...FIELD_MANAGER,
  });
  return {
    getAt: async (kind, target) =>
      (await sender.read(pathTo(kind, target))) as RawObject,
    createAt: (kind, target, body, options = {}) =>
      sender.write({
        ...{ method: 'POST', path: pathTo(kind, target), body },
        query: queryOf(options),
        repeatable: options.dryRun ?? false,
      }),
    put: (kind, target, body, options = {}) =>
      sender.write({
        ...{ method: 'PUT', path: pathTo(kind, target), body },
        query: queryOf(options),
        repeatable:
          (options.dryRun ?? false) ||
          body.metadata?.resourceVersion !== undefined,
      }),
    patch: (kind, target, { type, body, force }, options = {}) => {
      const send = () =>
        sender.write({
          ...{ method: 'PATCH', path: pathTo(kind, target), body },
          contentType: CONTENT_TYPES[type],
          query: { ...queryOf(options), force: force ? 'true' : undefined },
          repeatable:
            (options.dryRun ?? false) || type === 'APPLY' || hasVersion(body),
        });
      // An apply may create, and what is created may be too early.
      return type === 'APPLY' ? untilReady(send) : send();
    },
    async deleteCollection(
      kind,
      { namespace, labelSelector, fieldSelector, ...options },
    ) {
      const { object, warnings } = await sender.write({
        ...{ method: 'DELETE', path: pathOf(kind, namespace) },
        query: { labelSelector, fieldSelector },
        accept: METADATA_LIST,
        body: deleteBody(options),
        repeatable: options.dryRun ?? false,
      });
      // A list of nothing has no items at all.
      const { items } = object as { items?: RawObject[] | null };
      return { items: items ?? [], warnings };
    },
  };
}

function pathTo(
  kind: Kind,
  { namespace, name, subresource }: Partial<Target>,
): string {
  return pathOf(kind, namespace, name, subresource);
}

/** A patch that names the version it changes does no harm the second time. */
function hasVersion(patch: unknown): boolean {
  const { metadata } = (patch ?? {}) as {
    metadata?: { resourceVersion?: string } | null;
  };
  return metadata?.resourceVersion !== undefined;
}
