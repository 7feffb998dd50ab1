import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { ClusterError } from './cluster-error.js';
import type { Credential } from './connection.js';

/** As whom a call is made: a caller with a bearer token of their own, or the connection's own user. */
export type Identity =
  { kind: 'caller'; token: string } | { kind: 'connection' };

const FRESH_FOR = 60_000;

/** Tells identities apart without keeping a token. */
export function identityKey(identity: Identity): string {
  return identity.kind === 'caller'
    ? createHash('sha256').update(identity.token).digest('base64')
    : 'connection';
}

/** Makes the authorisation header of a call: the one place that does, and it fails closed. */
export function createIdentities(own: Credential): {
  header(identity: Identity): Promise<string | undefined>;
  /** Forgets a rotated token; true when there is a file to read it from again. */
  refresh(identity: Identity): boolean;
} {
  let read: { token: string; at: number } | undefined;
  const ownHeader = async () => {
    if (own.tokenFile) {
      if (!read || performance.now() - read.at > FRESH_FOR) {
        read = {
          token: (await readFile(own.tokenFile, 'utf8')).trim(),
          at: performance.now(),
        };
      }
      return `Bearer ${read.token}`;
    }
    if (own.token) return `Bearer ${own.token}`;
    if (own.basic) {
      return `Basic ${Buffer.from(`${own.basic.username}:${own.basic.password}`).toString('base64')}`;
    }
    return undefined;
  };
  return {
    async header(identity) {
      if (identity.kind === 'connection') return ownHeader();
      if (identity.token) return `Bearer ${identity.token}`;
      throw new ClusterError('the caller has no token', {
        call: 'identity',
        reason: 'NoIdentity',
        executed: 'no',
      });
    },
    refresh(identity) {
      if (identity.kind !== 'connection' || !own.tokenFile || !read)
        return false;
      read = undefined;
      return true;
    },
  };
}
