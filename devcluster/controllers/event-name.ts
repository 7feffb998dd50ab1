import { randomInt } from 'node:crypto';

const MOST_OBJECT_NAME = 253 - 17;

/** The name of an event: its object and the nanosecond, which a random part makes unique. */
export function toEventName(object: string): string {
  const nanos = BigInt(Date.now()) * 1_000_000n + BigInt(randomInt(1_000_000));
  return `${object.slice(0, MOST_OBJECT_NAME)}.${nanos.toString(16)}`;
}
