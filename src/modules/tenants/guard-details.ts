import type { V1RoleBinding } from '@kubernetes/client-node';

import type { Difference } from '../../lib/json-diff.js';
import { isForbidden } from '../../cluster/cluster-error.js';
import type { Kind } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';

const MOST_DIFFERENCES = 3;
const LONGEST_VALUE = 80;

export const MISSING_WORDS = 'It is not there: repairTenant writes it.';
export const UNWANTED_WORDS =
  'It allows more than is wished for this tenant: repairTenant removes it.';
export const UNCOUNTED_WORDS =
  'The cluster has not counted yet what is used, and refuses what it would have to count.';
export const UNENFORCED_WORDS =
  "It is as it should be, but nobody has said that the cluster's network heeds network policies: the server's MOORAGE_NETWORK_POLICY=enforced does.";

/** Where a guard says something else than it should. */
export function driftWords(drift: readonly Difference[]): string {
  const shown = drift.slice(0, MOST_DIFFERENCES).map(toWords);
  const more = drift.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

/** Whom a binding that is not ours gives what. */
export function foreignWords({
  roleRef,
  subjects = [],
}: Raw<V1RoleBinding>): string {
  const who = subjects.map(({ kind, namespace, name }) =>
    [kind, namespace ? `${namespace}/${name}` : name].join(' '),
  );
  return `It is none of Moorage's: it gives ${roleRef.kind} ${roleRef.name} to ${who.join(', ') || 'nobody'}.`;
}

/** Why the objects of a kind are not known. */
export function unreadWords({ plural }: Kind, error: Error): string {
  return isForbidden(error)
    ? `You may not read the ${plural} of this tenant.`
    : `The ${plural} could not be read: ${error.message}.`;
}

function toWords({ path, before, after }: Difference): string {
  const field = path
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
  return after === undefined
    ? `${field} is ${toText(before)} and should not be there`
    : `${field} is ${toText(before)} instead of ${toText(after)}`;
}

function toText(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}…`
    : text;
}
