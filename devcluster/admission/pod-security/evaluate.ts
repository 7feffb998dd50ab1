import type { Check, CheckedPod, Violation } from './check.js';
import { BASELINE, RESTRICTED, type Rule } from './levels.js';
import type { Grade } from './policy.js';

/** How a pod violates a level, in the order of the checks; empty when it does not. */
export function violationsOf(grade: Grade, pod: CheckedPod): Violation[] {
  return checksOf(grade).flatMap((check) => check(pod) ?? []);
}

/** `reason (detail), reason (detail)` */
export const printViolations = (violations: readonly Violation[]): string =>
  violations.map(({ reason, detail }) => `${reason} (${detail})`).join(', ');

/** Checks change with versions: a namespace may ask for those of an older one. */
function checksOf({ level, minor }: Grade): Check[] {
  if (level === 'privileged') return [];
  const more = level === 'restricted' ? RESTRICTED : [];
  const formOf = ({ forms }: Rule): Check | undefined =>
    forms.findLast(([since]) => since <= minor)?.[1];
  const replaced = new Set(more.filter(formOf).map(({ replaces }) => replaces));
  return [...BASELINE.filter(({ id }) => !replaced.has(id)), ...more].flatMap(
    (rule) => formOf(rule) ?? [],
  );
}
