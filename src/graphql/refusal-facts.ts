import type { Fact } from './user-error.type.js';

/** Refusals of the cluster's admission that have numbers or names in them, and what the parts are called. */
const TEXTS: [text: RegExp, keys: string[]][] = [
  [
    /exceeded quota: ([^,]+), requested: (.+?), used: (.+?), limited: (.+)$/,
    ['quota', 'requested', 'used', 'hard'],
  ],
  [
    /(?:maximum|minimum) (\S+) usage per \w+ is ([^,]+), but (?:request|limit) is ([^,.\]]+)/,
    ['resource', 'hard', 'requested'],
  ],
  [/violates PodSecurity "([^":]+)/, ['level']],
  [/ValidatingAdmissionPolicy '([^']+)'/, ['policy']],
  [/admission webhook "([^"]+)"/, ['webhook']],
];

/** The numbers and names in a refusal: `exceeded quota: Q, requested: pods=1, used: pods=4, limited: pods=4`. */
export function toFacts(message: string): Fact[] {
  for (const [text, keys] of TEXTS) {
    const parts = text.exec(message)?.slice(1);
    if (parts)
      return keys.map((key, index) => ({ key, value: parts[index] ?? '' }));
  }
  return [];
}
