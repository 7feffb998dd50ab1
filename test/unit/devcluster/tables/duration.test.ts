import { expect, test } from '@jest/globals';

import {
  toAge,
  toDurationText,
} from '../../../../devcluster/tables/duration.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

test.each([
  [-2, '<invalid>'],
  [-1, '0s'],
  [-0.9, '0s'],
  [0, '0s'],
  [119.9, '119s'],
  [2 * MINUTE, '2m'],
  [2 * MINUTE + 1, '2m1s'],
  [10 * MINUTE - 1, '9m59s'],
  [10 * MINUTE + 59, '10m'],
  [3 * HOUR - 1, '179m'],
  [3 * HOUR, '3h'],
  [3 * HOUR + 61, '3h1m'],
  [8 * HOUR - 1, '7h59m'],
  [8 * HOUR + 59 * MINUTE, '8h'],
  [2 * DAY - 1, '47h'],
  [2 * DAY, '2d'],
  [2 * DAY + HOUR, '2d1h'],
  [8 * DAY - 1, '7d23h'],
  [8 * DAY + 5 * HOUR, '8d'],
  [2 * YEAR - 1, '729d'],
  [2 * YEAR, '2y'],
  [2 * YEAR + DAY, '2y1d'],
  [8 * YEAR - 1, '7y364d'],
  [8 * YEAR + 40 * DAY, '8y'],
])('%d seconds are %s', (seconds, text) => {
  expect(toDurationText(seconds * 1_000)).toBe(text);
});

test('an age is a length of time, where the time is known', () => {
  const now = Date.parse('2026-01-01T00:05:00Z');
  expect(toAge('2026-01-01T00:00:00Z', now)).toBe('5m');
  expect(toAge('2026-01-01T00:04:50.500000Z', now)).toBe('9s');
  expect(toAge(null, now)).toBe('<unknown>');
  expect(toAge(undefined, now)).toBe('<unknown>');
});
