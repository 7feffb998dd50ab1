import { expect } from '@jest/globals';

import { call, type Thing } from './plane.js';

export const INVALID = 'FieldValueInvalid';

/** A container, with what a scenario is about. */
export const container = (more: object = {}) => ({
  name: 'c',
  image: 'example.com/app:1',
  ...more,
});

/** A pod without the token of its account, which the plane would mount. */
export const podOf = (spec: object) => ({
  metadata: { name: 'p' },
  spec: {
    automountServiceAccountToken: false,
    containers: [container()],
    ...spec,
  },
});

/** What would be created. */
export async function create(collection: string, body: object) {
  const answer = await call('POST', `${collection}?dryRun=All`, { body });
  expect([answer.status, answer.body.message]).toEqual([201, undefined]);
  return answer.body;
}

/** Field, reason and message of each cause for which a body is refused, sorted. */
export async function causesOf(
  collection: string,
  body: object,
): Promise<string[][]> {
  const answer = await call('POST', `${collection}?dryRun=All`, { body });
  expect(answer.status).toBe(422);
  return causesOfAnswer(answer.body);
}

export function causesOfAnswer({ details }: Thing): string[][] {
  const causes = (details?.causes ?? []) as Record<string, string>[];
  return causes
    .map(({ field = '', reason = '', message = '' }) => [
      field,
      reason,
      message,
    ])
    .sort((one, other) => (one.join() < other.join() ? -1 : 1));
}
