import { readFile } from 'node:fs/promises';

import type { Credential } from './connection.js';

const FRESH_FOR = 60_000;

/** The authorisation of the connection's own user; a token file is read again every minute. */
export function createOwnCredential(own: Credential): {
  authorization(): Promise<string | undefined>;
  /** Forgets a rotated token; true when there is a file to read it from again. */
  forget(): boolean;
} {
  let read: { token: string; at: number } | undefined;
  const fromFile = async (file: string) => {
    if (!read || performance.now() - read.at > FRESH_FOR) {
      read = {
        token: (await readFile(file, 'utf8')).trim(),
        at: performance.now(),
      };
    }
    return read.token;
  };
  return {
    async authorization() {
      if (own.tokenFile) return `Bearer ${await fromFile(own.tokenFile)}`;
      if (own.token) return `Bearer ${own.token}`;
      if (own.basic) {
        return `Basic ${Buffer.from(`${own.basic.username}:${own.basic.password}`).toString('base64')}`;
      }
      return undefined;
    },
    forget() {
      if (!own.tokenFile || !read) return false;
      read = undefined;
      return true;
    },
  };
}
