import type { ObjectReader } from '../api/object-reader.js';
import type {
  AccountClaims,
  ClaimedObject,
  TokenClaims,
} from './token-claims.js';

/** Clocks may differ by this much, and what was deleted less long ago still counts. */
const LEEWAY = 60;
const INVALIDATED = 'service account token has been invalidated';

/** Says why a token with a good signature counts no longer, or not yet: its time, its account or what it is bound to.
 * `now` is in seconds. */
export function findTokenFlaw(
  claims: TokenClaims,
  reader: ObjectReader,
  now: number,
): string | undefined {
  if (now > claims.exp + LEEWAY) return 'service account token has expired';
  if (now + LEEWAY < claims.nbf)
    return 'service account token is not valid yet';
  const account = claims['kubernetes.io'];
  return (
    findAccountFlaw(account, reader, now) ??
    findBoundFlaw('secret', account.secret, account.namespace, reader, now) ??
    findBoundFlaw('pod', account.pod, account.namespace, reader, now) ??
    // The node of a pod is only a hint.
    (account.pod
      ? undefined
      : findBoundFlaw('node', account.node, '', reader, now))
  );
}

function findAccountFlaw(
  { namespace, serviceaccount: { name, uid } }: AccountClaims,
  reader: ObjectReader,
  now: number,
): string | undefined {
  const resource = { group: '', plural: 'serviceaccounts' };
  const metadata = reader.get(resource, namespace, name)?.metadata;
  if (!metadata) return `serviceaccounts "${name}" not found`;
  if (metadata.uid !== uid)
    return `service account UID (${metadata.uid}) does not match claim (${uid})`;
  return isGone(metadata.deletionTimestamp, now)
    ? `service account ${namespace}/${name} has been deleted`
    : undefined;
}

function findBoundFlaw(
  kind: 'secret' | 'pod' | 'node',
  claimed: ClaimedObject | undefined,
  namespace: string,
  reader: ObjectReader,
  now: number,
): string | undefined {
  if (!claimed) return undefined;
  const resource = { group: '', plural: `${kind}s` };
  const metadata = reader.get(resource, namespace, claimed.name)?.metadata;
  if (!metadata || isGone(metadata.deletionTimestamp, now)) return INVALIDATED;
  if (metadata.uid === claimed.uid) return undefined;
  return `${kind} UID (${metadata.uid}) does not match service account ${kind} ref claim (${claimed.uid})`;
}

function isGone(deletionTimestamp: string | undefined, now: number): boolean {
  return (
    deletionTimestamp !== undefined &&
    Date.parse(deletionTimestamp) / 1000 < now - LEEWAY
  );
}
