import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const drained = (response: ServerResponse) =>
  new Promise<void>((resolve) => response.once('drain', resolve));

/** Writes as fast as it is read, until `bytes` are written or the reader has gone. */
export async function flood(
  response: ServerResponse,
  bytes: number,
  chunk: string,
): Promise<number> {
  const closed = once(response, 'close');
  let written = 0;
  while (written < bytes && !response.destroyed) {
    written += chunk.length;
    if (!response.write(chunk)) await Promise.race([drained(response), closed]);
  }
  response.end();
  return written;
}
