import { createHash } from 'node:crypto';

import { ClusterError } from './cluster-error.js';
import type { Credential } from './connection.js';
import { createOwnCredential } from './own-credential.js';

/** As whom a call is made: a caller with a bearer token of their own, a caller whom the server has recognised and stands in
 * for, or the connection's own user. */
export type Identity =
  | { kind: 'caller'; token: string }
  | { kind: 'impersonated'; user: string; groups: readonly string[] }
  | { kind: 'connection' };

/** Header fields; a list goes out as one field for each value. */
export type IdentityHeaders = Record<string, string | string[]>;

/** Makes the header fields that tell the cluster who calls: the one place that does, and it fails closed. */
export function createIdentities(own: Credential): {
  headers(identity: Identity): Promise<IdentityHeaders>;
  /** Forgets a rotated token; true when there is a file to read it from again. */
  refresh(identity: Identity): boolean;
} {
  const credential = createOwnCredential(own);
  const ownHeaders = async (): Promise<IdentityHeaders> => {
    const authorization = await credential.authorization();
    return authorization === undefined ? {} : { authorization };
  };
  return {
    async headers(identity) {
      switch (identity.kind) {
        case 'connection':
          return ownHeaders();
        case 'impersonated': {
          const named = impersonationHeaders(identity.user, identity.groups);
          return { ...(await ownHeaders()), ...named };
        }
        case 'caller':
          if (!identity.token) throw noIdentity('the caller has no token');
          return { authorization: `Bearer ${identity.token}` };
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

/** Groups that are left out shrink rights silently, and a user that is left out means the server's own rights. */
function impersonationHeaders(
  user: string,
  groups: readonly string[],
): IdentityHeaders {
  if (![user, ...groups].every(isCallerName))
    throw noIdentity('the caller has no name that may be impersonated');
  return {
    'impersonate-user': headerText(user),
    ...(groups.length > 0 && { 'impersonate-group': groups.map(headerText) }),
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
