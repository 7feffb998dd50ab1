import { describe, expect, test } from '@jest/globals';

import { PROBLEM_MEANINGS } from '../../../../src/modules/pods/problem-code.js';
import { PLACED } from '../../../support/placed-situations.js';
import { REFUSED } from '../../../support/refused-situations.js';
import { STARTED } from '../../../support/started-situations.js';
import { readFixtures, statusOf } from '../../../support/status-fixtures.js';

const SITUATIONS = [...REFUSED, ...PLACED, ...STARTED];
const FIXTURES = new Map(readFixtures().map((each) => [each.name, each]));

describe('the status of an app, from what a cluster said', () => {
  test.each(SITUATIONS)('$name: $code, $phase (from $source)', (situation) => {
    const fixture = FIXTURES.get(situation.name);
    if (!fixture) throw new Error('Nothing is recorded for it.');
    const status = statusOf(fixture);
    const told = status.problems[0]?.facts.map(({ key, value }) => [
      key,
      value,
    ]);
    expect(Object.fromEntries(told ?? [])).toMatchObject(situation.facts ?? {});
    expect(fixture.source).toBe(situation.source);
    expect({ code: status.problems[0]?.code, phase: status.phase }).toEqual({
      code: situation.code,
      phase: situation.phase,
    });
  });

  test('tells of pods that were lost and replaced for ten minutes', () => {
    const fixture = FIXTURES.get('evicted');
    if (!fixture) throw new Error('Nothing is recorded for it.');
    const at = (minutes: number) =>
      statusOf(fixture, minutes * 60_000).problems.map(({ code }) => code);
    expect(at(9)).toEqual(['NODE_PRESSURE']);
    expect(at(11)).toEqual([]);
  });

  test('has a recorded situation for every code', () => {
    const covered = new Set(SITUATIONS.map(({ code }) => code));
    const missing = Object.keys(PROBLEM_MEANINGS).filter(
      (code) => !covered.has(code as keyof typeof PROBLEM_MEANINGS),
    );
    expect(missing).toEqual([]);
  });
});
