import type { ServedKind, Subresource } from '../../cluster/discovery.js';
import type { Context } from '../../graphql/context.js';
import { isPathPart } from '../../graphql/find-object.js';
import { Refused } from '../../graphql/refused.js';
import { invalid } from '../../graphql/user-error.type.js';
import { findKind, isServed } from './find-kind.js';
import { misplaced, notOffered } from './kind-place.js';

/** Ends the mutation with INVALID at a field of the input; no sentence, no end. */
export function refuseAt(
  field: (string | number)[],
  sentence: string | undefined,
): void {
  if (sentence !== undefined) throw new Refused([invalid(field, sentence)]);
}

/** The kind that a mutation names; it ends with INVALID when there is no such kind. `at` is where the input has its name. */
export async function requireKind(
  context: Context,
  { apiVersion, kind }: { apiVersion: string; kind: string },
  at: string[] = [],
): Promise<ServedKind> {
  const found = await findKind(context, apiVersion, kind);
  if (isServed(found)) return found;
  throw new Refused([invalid([...at, found.field], found.message)]);
}

/** Ends the mutation when the kind does not offer a verb. */
export function requireVerb(
  kind: ServedKind,
  verb: string,
  at: string[] = [],
): void {
  refuseAt([...at, 'kind'], notOffered(kind, verb));
}

/** The subresource of a kind; the mutation ends when there is none, or when it does not offer the verb. */
export function requireSubresource(
  { kind, subresources }: ServedKind,
  name: string,
  verb: string,
): Subresource {
  const found = subresources.find((each) => each.name === name);
  const names = subresources.map((each) => each.name).join(', ');
  if (!found)
    refuseAt(
      ['subresource'],
      `A ${kind} has no subresource "${name}"${names && `. It has: ${names}`}.`,
    );
  else if (!found.verbs.includes(verb))
    refuseAt(
      ['subresource'],
      `The cluster does not offer to ${verb} the ${name} of a ${kind}. It offers: ${found.verbs.join(', ')}.`,
    );
  return found as Subresource;
}

/** Ends the mutation when an object cannot be in such a place or have such a name. */
export function requirePlace(
  kind: ServedKind,
  namespace: string | undefined,
  name: string | undefined,
  at: string[] = [],
): void {
  refuseAt(['namespace'], misplaced(kind, namespace));
  if (name !== undefined && !isPathPart(name))
    refuseAt([...at, 'name'], `"${name}" cannot be the name of an object.`);
}
