import { editDistance } from '../../lib/edit-distance.js';
import type { ServedKind } from '../../cluster/discovery.js';
import type { Context } from '../../graphql/context.js';

/** A kind that is not served, with a sentence that says what is. */
export interface UnknownKind {
  field: 'apiVersion' | 'kind';
  message: string;
}

/** The kind of an apiVersion that the cluster serves. What is not known is looked up anew, so that a kind that has just been
 * added is found. */
export async function findKind(
  { cluster, source }: Context,
  apiVersion: string,
  kind: string,
): Promise<ServedKind | UnknownKind> {
  const among = (kinds: readonly ServedKind[]) =>
    kinds.find((each) => each.apiVersion === apiVersion && each.kind === kind);
  const found = among(await cluster.discover());
  if (found) return found;
  const kinds = await cluster.discover(true);
  return (
    among(kinds) ?? explain(kinds, apiVersion, kind, source === 'EMBEDDED')
  );
}

/** What one may have meant by a kind that there is not. */
export function explain(
  kinds: readonly ServedKind[],
  apiVersion: string,
  kind: string,
  embedded = false,
): UnknownKind {
  const served = kinds.some((each) => each.apiVersion === apiVersion);
  const meant =
    closest(
      kinds.filter((each) => each.apiVersion === apiVersion),
      kind,
    ) ?? closest(kinds, kind);
  const more = embedded
    ? ' The embedded cluster serves only what Moorage works with; a real one serves more.'
    : '';
  const hint = meant
    ? `did you mean ${meant.kind} of ${meant.apiVersion}?`
    : `resourceKinds lists what there is.${more}`;
  const isKind = served && meant?.kind !== kind;
  return {
    field: isKind ? 'kind' : 'apiVersion',
    message: served
      ? `The cluster has no kind "${kind}" in ${apiVersion}: ${hint}`
      : `The cluster does not serve "${apiVersion}": ${hint}`,
  };
}

/** The kind that is called so in other letters, by its plural or short name, or nearly so. */
function closest(
  kinds: readonly ServedKind[],
  text: string,
): ServedKind | undefined {
  const wanted = text.toLowerCase();
  const named = kinds.find((each) =>
    [each.kind, each.plural, each.singular, ...each.shortNames].some(
      (name) => name.toLowerCase() === wanted,
    ),
  );
  if (named || wanted === '') return named;
  const most = Math.max(1, Math.floor(wanted.length / 4));
  return kinds
    .map((each) => ({
      each,
      distance: editDistance(each.kind.toLowerCase(), wanted),
    }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)[0]?.each;
}

/** Whether a kind was found. */
export function isServed(found: ServedKind | UnknownKind): found is ServedKind {
  return 'plural' in found;
}
