import type { Fact } from './user-error.type.js';

/** The numbers in a quota refusal: `exceeded quota: Q, requested: pods=1, used: pods=4, limited: pods=4`. */
export function toFacts(message: string): Fact[] {
  const match =
    /exceeded quota: ([^,]+), requested: (.+?), used: (.+?), limited: (.+)$/.exec(
      message,
    );
  if (!match) return [];
  const [, quota = '', requested = '', used = '', hard = ''] = match;
  return [
    { key: 'quota', value: quota },
    { key: 'requested', value: requested },
    { key: 'used', value: used },
    { key: 'hard', value: hard },
  ];
}
