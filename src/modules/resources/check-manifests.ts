import type { RawObject } from '../../cluster/cluster.js';
import type { ServedKind } from '../../cluster/discovery.js';
import type { Context } from '../../graphql/context.js';
import { isPathPart } from '../../graphql/find-object.js';
import { Refused } from '../../graphql/refused.js';
import type { UserError } from '../../graphql/user-error.type.js';
import { findKind, isServed } from './find-kind.js';
import { misplaced, notOffered } from './kind-place.js';
import { manifestError } from './manifest-error.js';
import { comingKinds, rankOf } from './manifest-order.js';
import { readObject, type Wanted } from './object-input.js';
import type { Manifest } from './read-manifests.js';

/** A manifest that can be applied: it has a kind, a place and a name. */
export interface Applicable {
  document: number;
  line: number;
  kind: ServedKind;
  /** Whether the cluster is going to know the kind by another of the manifests. */
  isComing: boolean;
  namespace?: string;
  name: string;
  object: RawObject;
}

/** The manifests in the order of writing, or every mistake in them. */
export async function checkManifests(
  context: Context,
  manifests: readonly Manifest[],
  namespace: string | undefined,
): Promise<{ applicable: Applicable[]; userErrors: UserError[] }> {
  const coming = manifests
    .flatMap(({ object }) => comingKinds(object))
    .map((kind): ServedKind => ({ ...kind, ...UNKNOWN_YET }));
  const userErrors: UserError[] = [];
  const applicable: Applicable[] = [];
  const seen = new Map<string, number>();
  for (const { document, line, object } of manifests) {
    const result = await check(context, object, namespace, coming);
    const key =
      typeof result === 'string'
        ? ''
        : [
            result.kind.apiVersion,
            result.kind.kind,
            result.namespace,
            result.name,
          ].join('/');
    const twin = seen.get(key);
    if (typeof result === 'string') userErrors.push(at(document, line, result));
    else if (twin !== undefined)
      userErrors.push(
        at(
          document,
          line,
          `It is the same object as document ${twin}. Leave one of them out.`,
        ),
      );
    else {
      seen.set(key, document);
      applicable.push({ document, line, ...result });
    }
  }
  applicable.sort((a, b) => rankOf(a.kind.kind) - rankOf(b.kind.kind));
  return { applicable, userErrors };
}

// What a kind offers that is not there yet.
const UNKNOWN_YET = {
  ...{ singular: '', shortNames: [], subresources: [] },
  verbs: ['get', 'patch'],
};

function at(document: number, line: number, message: string): UserError {
  const where = { document, line };
  return manifestError(`Document ${document}, line ${line}: ${message}`, where);
}

/** A manifest with its kind, or what is wrong with it. */
async function check(
  context: Context,
  object: unknown,
  given: string | undefined,
  coming: readonly ServedKind[],
): Promise<Omit<Applicable, 'document' | 'line'> | string> {
  const wanted = read(object);
  if (typeof wanted === 'string') return wanted;
  const { apiVersion, kind: named, name } = wanted;
  const found = await findKind(context, apiVersion, named);
  const kind = isServed(found)
    ? found
    : coming.find(
        (each) => each.apiVersion === apiVersion && each.kind === named,
      );
  if (!kind) return isServed(found) ? '' : found.message;
  const refused = notOffered(kind, 'patch');
  if (refused !== undefined) return refused;
  if (!name || !isPathPart(name))
    return 'It must have metadata.name: applying needs to know which object it is.';
  const own = wanted.namespace;
  if (
    own !== undefined &&
    kind.namespaced &&
    given !== undefined &&
    own !== given
  )
    return `Its namespace is "${own}", but the input says "${given}".`;
  const namespace = own ?? (kind.namespaced ? given : undefined);
  const misfit = misplaced(kind, namespace);
  if (misfit !== undefined) return misfit;
  const { managedFields: _managed, ...metadata } = wanted.object.metadata ?? {};
  const placed = { ...metadata, ...(namespace !== undefined && { namespace }) };
  const isComing = !isServed(found);
  return {
    kind,
    isComing,
    namespace,
    name,
    object: { ...wanted.object, metadata: placed },
  };
}

function read(object: unknown): Wanted | string {
  try {
    return readObject({ object });
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}
