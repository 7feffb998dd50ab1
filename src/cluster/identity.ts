import { createHash } from 'node:crypto';

import { ClusterError } from './cluster-error.js';
import type {
  ClientCertificate,
  Credential,
  Impersonation,
} from './connection.js';
import { createOwnCredential } from './own-credential.js';

/** As whom a call is made: a caller with a bearer token of their own, a caller whom the server has recognised and stands in
 * for, or the connection's own user. */
export type Identity =
  | { kind: 'caller'; token: string }
  | { kind: 'impersonated'; user: string; groups: readonly string[] }
  | { kind: 'connection' };

/** Header fields; a list goes out as one field for each value. */
export type IdentityHeaders = Record<string, string | string[]>;

/** What a call shows of who makes it. */
export interface Shown {
  headers: IdentityHeaders;
  /** Never with a caller's token: the cluster would take the certificate's owner for them. */
  certificate?: ClientCertificate;
}

/** Makes what tells the cluster who calls: the one place that does, and it fails closed. */
export function createIdentities(own: Credential): {
  show(identity: Identity, signal?: AbortSignal): Promise<Shown>;
  /** Forgets a credential that was refused; true when there may be a newer one. */
  refresh(identity: Identity): boolean;
} {
  const credential = createOwnCredential(own);
  const actsAs = own.impersonate && impersonateHeaders(own.impersonate);
  const showOwn = async (
    headers: IdentityHeaders | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Shown> => {
    const { authorization, certificate } = await credential.prove(signal);
    return {
      headers: { ...(authorization && { authorization }), ...headers },
      certificate,
    };
  };
  return {
    async show(identity, signal) {
      switch (identity.kind) {
        case 'connection':
          return showOwn(actsAs, signal);
        case 'impersonated':
          return showOwn(
            impersonationHeaders(identity.user, identity.groups),
            signal,
          );
        case 'caller':
          if (!identity.token) throw noIdentity('the caller has no token');
          return { headers: { authorization: `Bearer ${identity.token}` } };
      }
    },
    refresh: (identity) => identity.kind !== 'caller' && credential.forget(),
  };
}

/** What tells one identity from every other, groups included, for what is remembered about it. Holds no token. */
export function identityKey(identity: Identity): string {
  switch (identity.kind) {
    case 'connection':
      return 'connection';
    case 'impersonated': {
      const groups = [...identity.groups].sort();
      return `impersonated ${digest(JSON.stringify([identity.user, groups]))}`;
    }
    case 'caller':
      return `caller ${digest(identity.token)}`;
  }
}

/** Whether a name can be a user's or a group's of a caller: not empty, not one of the cluster's own, and the same before and
 * after it has travelled as a header field. */
export function isCallerName(name: unknown): name is string {
  return (
    typeof name === 'string' &&
    name !== '' &&
    name === name.trim() &&
    !name.startsWith('system:') &&
    !/[\p{Cc}\p{Cs}]/u.test(name)
  );
}

function impersonationHeaders(
  user: string,
  groups: readonly string[],
): IdentityHeaders {
  if (![user, ...groups].every(isCallerName))
    throw noIdentity('the caller has no name that may be impersonated');
  return impersonateHeaders({ user, groups, extra: {} });
}

/** Groups that are left out shrink rights silently, and a user that is left out means the server's own rights. */
function impersonateHeaders({
  user,
  uid,
  groups,
  extra,
}: Impersonation): IdentityHeaders {
  const extras = Object.entries(extra)
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => [
      `impersonate-extra-${encodeURIComponent(key.toLowerCase())}`,
      values.map(headerText),
    ]);
  return {
    'impersonate-user': headerText(user),
    ...(uid !== undefined && { 'impersonate-uid': headerText(uid) }),
    ...(groups.length > 0 && { 'impersonate-group': groups.map(headerText) }),
    ...(Object.fromEntries(extras) as IdentityHeaders),
  };
}

/** Header fields are written as Latin-1, and the API server reads their bytes as UTF-8. */
function headerText(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1');
}

function noIdentity(message: string): ClusterError {
  return new ClusterError(message, {
    call: 'identity',
    reason: 'NoIdentity',
    executed: 'no',
  });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
