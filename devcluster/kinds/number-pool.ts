import { randomInt } from 'node:crypto';

/** Numbers that are given out once each. The lowest are left for those who ask for a number themselves. */
export interface NumberPool {
  first: number;
  last: number;
  /** How many of the lowest are given out last. */
  band: number;
}

/** Returns a random free number, or undefined when there is none. */
export function pickFree(
  { first, last, band }: NumberPool,
  isTaken: (number: number) => boolean,
): number | undefined {
  return (
    pickFrom(first + band, last, isTaken) ??
    pickFrom(first, first + band - 1, isTaken)
  );
}

function pickFrom(
  first: number,
  last: number,
  isTaken: (number: number) => boolean,
): number | undefined {
  const size = last - first + 1;
  if (size <= 0) return undefined;
  const start = randomInt(size);
  for (let step = 0; step < size; step += 1) {
    const number = first + ((start + step) % size);
    if (!isTaken(number)) return number;
  }
  return undefined;
}
