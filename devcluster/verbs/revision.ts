import { setTimeout as sleep } from 'node:timers/promises';

import { StatusError } from '../api/status-error.js';
import type { Store } from '../store/store.js';

const PATIENCE_MS = 3_000;
const STEP_MS = 50;

/** Reads a resourceVersion; undefined for any. Throws an Error in the API server's words. */
export function toRevision(text: string): number | undefined {
  if (!text || text === '0') return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(
    `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
  );
}

/** Waits until the store has reached the revision. Throws the Status of one that does not come in time. */
export async function waitForRevision(
  store: Store,
  revision: number,
): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (store.revision < revision) {
    if (performance.now() > giveUpAt) {
      const message = `Too large resource version: ${revision}, current: ${store.revision}`;
      throw new StatusError(504, 'Timeout', `Timeout: ${message}`, {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      });
    }
    await sleep(STEP_MS);
  }
}
