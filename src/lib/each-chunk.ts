import type { Readable } from 'node:stream';

/** Work of all streams together at a stretch, after which others of the event loop have their turn: milliseconds. */
const STRETCH = 5;

interface Reading {
  /** Milliseconds of work so far. */
  spent: number;
  goOn(): void;
}

const paused = new Set<Reading>();
let stretch = 0;
let isScheduled = false;

/** Hands over the chunks of a stream as they come. (An async loop would join those that wait into new buffers.) However many
 * streams are read, their work lets the event loop go every few milliseconds, and the one that had least goes on first, so that
 * a short one never waits for long ones. Whatever `take` throws ends the stream, and rejects. */
export function eachChunk(
  stream: Readable,
  take: (chunk: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const reading: Reading = { spent: 0, goOn: () => void stream.resume() };
    stream.on('data', (chunk: Buffer) => {
      if (stream.destroyed) return;
      const from = performance.now();
      try {
        take(chunk);
      } catch (error) {
        stream.destroy(error as Error);
        return;
      }
      const spent = performance.now() - from;
      reading.spent += spent;
      stretch += spent;
      if (stretch < STRETCH) return;
      stream.pause();
      paused.add(reading);
      scheduleTurn();
    });
    stream.once('end', resolve);
    stream.once('error', reject);
    stream.once('close', () => {
      paused.delete(reading);
      reject(new Error('the stream ended early'));
    });
  });
}

function scheduleTurn(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    stretch = 0;
    let least: Reading | undefined;
    for (const each of paused)
      if (!least || each.spent < least.spent) least = each;
    if (!least) return;
    paused.delete(least);
    least.goOn();
    if (paused.size > 0) scheduleTurn();
  });
}
