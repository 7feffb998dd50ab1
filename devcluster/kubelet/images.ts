/** How a container of an image behaves. Everything left out is ordinary: pulled, runs for ever, ready at once. */
export interface ImageBehaviour {
  /** The image cannot be pulled. */
  pullFails?: true;
  /** The process ends by itself, this many milliseconds after its start. */
  ends?: { exitCode: number; afterMs: number };
  /** The process runs but its readiness probe never passes. */
  neverReady?: true;
}

interface ImageRow {
  image: RegExp;
  behaviour: (argument: string) => ImageBehaviour;
}

/** Reserved images, first match wins; the argument of a row is what its expression captures. */
const ROWS: readonly ImageRow[] = [
  {
    image: /^moorage\.dev\/completes(?::.*)?$/,
    behaviour: () => ({ ends: { exitCode: 0, afterMs: 200 } }),
  },
  {
    image: /^moorage\.dev\/crash:(\d{1,3})$/,
    behaviour: (code) => ({ ends: { exitCode: Number(code), afterMs: 200 } }),
  },
  {
    image: /^moorage\.dev\/never-ready(?::.*)?$/,
    behaviour: () => ({ neverReady: true }),
  },
  {
    image: /^moorage\.dev\/no-such-image(?::.*)?$/,
    behaviour: () => ({ pullFails: true }),
  },
];

/** Returns the behaviour that the image's name stands for; an image that no row knows is ordinary. */
export function behaviourOfImage(image: string): ImageBehaviour {
  for (const row of ROWS) {
    const match = row.image.exec(image);
    if (match) return row.behaviour(match[1] ?? '');
  }
  return {};
}
