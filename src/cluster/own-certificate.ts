import { readFile } from 'node:fs/promises';

import type { ClientCertificate, Credential } from './connection.js';
import { certificateFault } from './pem.js';

const FRESH_FOR = 60_000;

/** The client certificate; the files that it comes from are read again every minute. What cannot be read, or does not fit
 * together as half of it has been replaced, leaves it as it was. */
export function createOwnCertificate({
  certificate,
  certificateFiles = {},
}: Credential): {
  get(this: void): Promise<ClientCertificate | undefined>;
  /** True when there may be a newer one. */
  forget(this: void): boolean;
} {
  const { cert, key } = certificateFiles;
  let current = certificate;
  let readAt = performance.now();
  const readAgain = async (before: ClientCertificate) => {
    const [newCert, newKey] = await Promise.all([
      cert === undefined ? before.cert : readFile(cert, 'utf8'),
      key === undefined ? before.key : readFile(key, 'utf8'),
    ]);
    const read = { cert: newCert, key: newKey };
    if (certificateFault(read) === undefined) current = read;
  };
  const isInFiles = cert !== undefined || key !== undefined;
  return {
    async get() {
      if (current && isInFiles && performance.now() - readAt > FRESH_FOR) {
        readAt = performance.now();
        await readAgain(current).catch(() => undefined);
      }
      return current;
    },
    forget() {
      if (isInFiles) readAt = -Infinity;
      return isInFiles;
    },
  };
}
