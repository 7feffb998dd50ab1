import type { IncomingMessage } from 'node:http';

import { StatusError } from '../api/status-error.js';

const MOST_BYTES = 3 * 1024 * 1024;

/** Reads the whole body. Throws the Status of a body that is too large without reading the rest of it. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES)
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${MOST_BYTES}`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
