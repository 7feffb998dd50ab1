import {
  containersOf,
  type ContainerSpec,
  type PodSpec,
} from '../pod-object.js';

/** What a check reads: a pod, or the template of one. */
export interface CheckedPod {
  annotations: Readonly<Record<string, string>>;
  spec: PodSpec;
}

/** Why a pod violates a level: `reason (detail)`. */
export interface Violation {
  reason: string;
  detail: string;
}

export type Check = (pod: CheckedPod) => Violation | undefined;

/** `"a", "b"` */
export const quoted = (items: Iterable<string>): string =>
  [...items].map((item) => `"${item}"`).join(', ');

/** `"a", "b"` of what was met, once each and in order. */
export const quotedSet = (items: Iterable<string>): string =>
  quoted(sortedSet(items));

export const sortedSet = (items: Iterable<string>): string[] =>
  [...new Set(items)].sort();

export const plural = (count: number, word: string): string =>
  count === 1 ? word : `${word}s`;

/** `containers "a", "b"` */
export const namesOf = (
  items: readonly { name: string }[],
  word = 'container',
): string =>
  `${plural(items.length, word)} ${quoted(items.map(({ name }) => name))}`;

/** The containers that a test holds for. */
export const offenders = (
  { spec }: CheckedPod,
  test: (container: ContainerSpec) => boolean | undefined,
): ContainerSpec[] => containersOf(spec).filter((container) => test(container));

/** Who says something bad: `pod and containers "a", "b"`. */
export function settersOf(
  isPod: boolean,
  containers: readonly ContainerSpec[],
): string {
  return [
    ...(isPod ? ['pod'] : []),
    ...(containers.length > 0 ? [namesOf(containers)] : []),
  ].join(' and ');
}
