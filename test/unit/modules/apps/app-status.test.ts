import { describe, expect, test } from '@jest/globals';

import { toUnknownStatus } from '../../../../src/modules/apps/app-status.js';
import { AppPhase } from '../../../../src/modules/apps/app-status.type.js';
import { PROBLEM_MEANINGS } from '../../../../src/modules/pods/problem-code.js';
import { SITUATIONS } from '../../../support/situations.js';
import {
  readFixtures,
  statusOf,
  toDamping,
} from '../../../support/status-fixtures.js';

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

  test('has a recorded situation for every phase, but for those that end all others', () => {
    const recorded = SITUATIONS.map(({ phase }) => phase);
    expect(new Set([...recorded, 'DELETING', 'UNKNOWN'])).toEqual(
      new Set(Object.keys(AppPhase)),
    );
    const fixture = FIXTURES.get('crash');
    if (!fixture) throw new Error('Nothing is recorded for it.');
    const damping = toDamping(fixture);
    const unseen = toUnknownStatus(fixture.workload, 'No pods.', damping);
    expect(unseen).toMatchObject({ phase: 'UNKNOWN', message: 'No pods.' });
    const workload = structuredClone(fixture.workload);
    Object.assign(workload.metadata ?? {}, {
      deletionTimestamp: fixture.recordedAt,
    });
    for (const deleting of [
      statusOf({ ...fixture, workload }),
      toUnknownStatus(workload, 'No pods.', damping),
    ])
      expect(deleting.phase).toBe('DELETING');
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
