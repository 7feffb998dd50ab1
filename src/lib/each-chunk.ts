import type { Readable } from 'node:stream';

/** Work at a stretch, after which others of the event loop have their turn: milliseconds. */
const STRETCH = 5;

/** Hands over the chunks of a stream as they come. (An async loop would join those that wait into new buffers.) Whatever `take`
 * throws ends the stream, and rejects. */
export function eachChunk(
  stream: Readable,
  take: (chunk: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let since = performance.now();
    const goOn = () => {
      since = performance.now();
      stream.resume();
    };
    stream.on('data', (chunk: Buffer) => {
      if (stream.destroyed) return;
      try {
        take(chunk);
      } catch (error) {
        stream.destroy(error as Error);
        return;
      }
      if (performance.now() - since < STRETCH) return;
      stream.pause();
      setImmediate(goOn);
    });
    stream.once('end', resolve);
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('the stream ended early')));
  });
}
