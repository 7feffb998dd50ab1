import type { Reader } from './cluster.js';
import { KINDS } from './kinds.js';

const READABLE: readonly object[] = [KINDS.namespace, KINDS.roleBinding];

/** The lists that the server may read with its own rights while it answers a caller: who is named where. Anything else is
 * read as the caller, and asking for it here is a mistake. */
export function ownLists({ list }: Pick<Reader, 'list'>): Pick<Reader, 'list'> {
  return {
    list(kind, options) {
      if (READABLE.includes(kind)) return list(kind, options);
      throw new Error(
        `${kind.plural} are never read with the server's own rights`,
      );
    },
  };
}
