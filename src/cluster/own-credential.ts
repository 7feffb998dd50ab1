import { readFile } from 'node:fs/promises';

import { untilAborted } from '../lib/until-aborted.js';
import { ClusterError } from './cluster-error.js';
import type { ClientCertificate, Credential } from './connection.js';
import { createExecCredentials } from './exec-credential.js';
import { createOwnCertificate } from './own-certificate.js';
import { fromTransport } from './transport-error.js';

const FRESH_FOR = 60_000;

/** How the connection's own user proves who they are. */
export interface Proof {
  authorization?: string;
  certificate?: ClientCertificate;
}

/** The credential of the connection's own user; a token file is read again every minute, and a program is asked again before
 * what it told expires. */
export function createOwnCredential(own: Credential): {
  /** The signal ends the waiting for a program. */
  prove(signal?: AbortSignal): Promise<Proof>;
  /** Forgets what the cluster refused; true when there may be something newer. */
  forget(): boolean;
} {
  const shown = createOwnCertificate(own);
  if (own.exec) {
    const credentials = createExecCredentials(own.exec);
    return {
      async prove(signal) {
        const { token, certificate = await shown.get() } = await untilAborted(
          credentials.get(),
          signal,
        ).catch((cause: unknown) => {
          throw fromTransport('exec', cause, signal);
        });
        return { authorization: token && `Bearer ${token}`, certificate };
      },
      forget() {
        credentials.forget();
        shown.forget();
        return true;
      },
    };
  }
  let read: { token: string; at: number } | undefined;
  const fromFile = async (file: string) => {
    if (!read || performance.now() - read.at > FRESH_FOR)
      read = { token: await readToken(file), at: performance.now() };
    return read.token;
  };
  const authorization = async () => {
    if (own.tokenFile) return `Bearer ${await fromFile(own.tokenFile)}`;
    if (own.token) return `Bearer ${own.token}`;
    if (own.basic) {
      return `Basic ${Buffer.from(`${own.basic.username}:${own.basic.password}`).toString('base64')}`;
    }
    return undefined;
  };
  return {
    prove: async () => ({
      authorization: await authorization(),
      certificate: await shown.get(),
    }),
    forget() {
      const isNew = shown.forget();
      if (!own.tokenFile || !read) return isNew;
      read = undefined;
      return true;
    },
  };
}

async function readToken(file: string): Promise<string> {
  const token = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw noToken('cannot be read', cause);
  });
  if (token.trim() === '') throw noToken('is empty');
  return token.trim();
}

function noToken(what: string, cause?: unknown): ClusterError {
  return new ClusterError(`the file of the server's own token ${what}`, {
    ...{ call: 'token', reason: 'OwnRefusal', executed: 'no', cause },
  });
}
