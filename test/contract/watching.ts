import { watch, type WatchEvent } from './plane.js';

type Stream = Awaited<ReturnType<typeof watch>>;

/** Opens a watch for as long as the scenario needs it. */
export async function watching(
  path: string,
  scenario: (stream: Stream) => Promise<void>,
): Promise<void> {
  const stream = await watch(path);
  try {
    await scenario(stream);
  } finally {
    await stream.close();
  }
}

/** What happened to whom, in order: `ADDED a`. */
export function told(events: readonly WatchEvent[]): string[] {
  return events.map(({ type, object }) => `${type} ${object.metadata.name}`);
}
