import { isNotFound } from '../../cluster/cluster-error.js';
import type { ServedKind } from '../../cluster/discovery.js';
import type { Context } from '../../graphql/context.js';
import type { Wanted } from './object-input.js';
import { refuseAt, requireKind, requireSubresource } from './require-kind.js';

const MOST_PROBES = 12;

/** The kind that a subresource belongs to. The object is one of that kind itself, or of the subresource's own kind, which may not
 * tell whose it is: a Scale belongs to whatever has its name, and where it was read, its uid. */
export async function parentOf(
  context: Context,
  wanted: Wanted,
  subresource: string,
  verb: string,
): Promise<ServedKind> {
  if (!wanted.name)
    refuseAt(
      ['object', 'metadata', 'name'],
      `The object must have metadata.name: the name of that whose ${subresource} it is.`,
    );
  const kinds = await context.cluster.discover();
  const parents = kinds.filter((each) =>
    each.subresources.some(
      (part) =>
        part.name === subresource &&
        part.kind === wanted.kind &&
        part.apiVersion === wanted.apiVersion &&
        !(each.kind === wanted.kind && each.apiVersion === wanted.apiVersion),
    ),
  );
  const [only] = parents;
  if (!only) {
    const own = await requireKind(context, wanted, ['object']);
    requireSubresource(own, subresource, verb);
    return own;
  }
  const parent =
    parents.length === 1
      ? only
      : await probe(context, parents, wanted, subresource);
  requireSubresource(parent, subresource, verb);
  return parent;
}

async function probe(
  { cluster }: Context,
  parents: ServedKind[],
  { kind, name = '', namespace, object }: Wanted,
  subresource: string,
): Promise<ServedKind> {
  const uid = object.metadata?.uid;
  const target = { name, namespace, subresource };
  const found = await Promise.all(
    parents.slice(0, MOST_PROBES).map(async (parent) => {
      try {
        const { metadata } = await cluster.getAt(parent, target);
        return uid === undefined || metadata?.uid === uid ? [parent] : [];
      } catch (error) {
        if (isNotFound(error)) return [];
        throw error;
      }
    }),
  );
  const [first, ...others] = found.flat();
  const names = found.flat().map((each) => each.kind);
  if (!first)
    refuseAt(
      ['object', 'metadata', 'name'],
      `Nothing with a ${subresource} is called "${name}" here. Send the object itself instead of a ${kind}.`,
    );
  if (others.length > 0)
    refuseAt(
      ['object', 'kind'],
      `A ${kind} does not say whose it is, and "${name}" is the name of several: ${names.join(', ')}. Send the object itself, e.g. with kind "${names[0] ?? ''}".`,
    );
  return first as ServedKind;
}
