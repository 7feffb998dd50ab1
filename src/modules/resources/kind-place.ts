import type { ServedKind } from '../../cluster/discovery.js';
import { isPathPart } from '../../graphql/find-object.js';

/** What is wrong with a namespace for a kind; undefined when it fits. */
export function misplaced(
  { kind, namespaced }: ServedKind,
  namespace: string | null | undefined,
): string | undefined {
  if (namespace == null)
    return namespaced
      ? `A ${kind} lives in a namespace: say in which.`
      : undefined;
  if (!namespaced)
    return `A ${kind} lives in no namespace: leave the namespace out.`;
  return isPathPart(namespace)
    ? undefined
    : `"${namespace}" cannot be the name of a namespace.`;
}

/** What a kind does not offer; undefined when it offers the verb. */
export function notOffered(
  { kind, verbs }: ServedKind,
  verb: string,
): string | undefined {
  return verbs.includes(verb)
    ? undefined
    : `The cluster does not offer to ${WORDS[verb] ?? verb} a ${kind}. It offers: ${verbs.join(', ')}.`;
}

const WORDS: Record<string, string> = {
  update: 'replace (update)',
  deletecollection: 'delete all at once (deletecollection)',
};
