import { describe, expect, test } from '@jest/globals';

import {
  joinProblems,
  toDampedProblem,
  toProblem,
} from '../../../../src/modules/pods/problem.js';
import { Severity } from '../../../../src/modules/pods/problem-code.js';

const crash = (pod: string, more: object = {}) =>
  toProblem('CRASH_LOOP', {
    ...{ title: 'It ends.', podNames: [pod], container: 'web', restarts: 2 },
    ...more,
  });

describe('problems of several pods', () => {
  test('are one when they are equal: which pods, how many restarts, since when', () => {
    const joined = joinProblems(
      [
        crash('a', { since: '2026-11-24T08:02:00Z' }),
        crash('b', { since: '2026-11-24T08:01:00Z', restarts: 3 }),
        crash('c', { container: 'side' }),
      ],
      new Set(['a', 'b', 'c']),
    );
    expect(joined).toMatchObject([
      {
        ...{ code: 'CRASH_LOOP', container: 'web', restarts: 5 },
        title: '2 of 3 pods: It ends.',
        podNames: ['a', 'b'],
        since: '2026-11-24T08:01:00Z',
      },
      { container: 'side', title: '1 of 3 pods: It ends.', podNames: ['c'] },
    ]);
  });

  test('stand in the order of severity, then of the catalogue', () => {
    const sorted = joinProblems([
      toProblem('NODE_LOST', { title: '' }),
      crash('a'),
      toProblem('STUCK_TERMINATING', { title: '' }),
      toProblem('QUOTA_EXCEEDED', { title: '' }),
      toProblem('OUT_OF_MEMORY', { title: '' }),
    ]);
    expect(sorted.map(({ code }) => code)).toEqual([
      ...['QUOTA_EXCEEDED', 'CRASH_LOOP', 'OUT_OF_MEMORY', 'NODE_LOST'],
      'STUCK_TERMINATING',
    ]);
  });

  test('keep different words of what has no code', () => {
    const other = (title: string) => toProblem('OTHER', { title });
    expect(joinProblems([other('x'), other('y'), other('x')])).toHaveLength(2);
  });

  test('are not counted of one pod alone, nor when no pod has them', () => {
    const quota = toProblem('QUOTA_EXCEEDED', { title: 'Full.' });
    expect(joinProblems([crash('a')], new Set(['a']))[0]?.title).toBe(
      'It ends.',
    );
    expect(joinProblems([quota], new Set(['a', 'b']))[0]?.title).toBe('Full.');
    expect(joinProblems([], new Set())).toEqual([]);
  });
});

test('what often passes is a notice until it has lasted, in the measure of the patience', () => {
  const since = '2026-11-24T08:00:00Z';
  const severity = (seconds: number, patience: number) =>
    toDampedProblem(
      'UNSCHEDULABLE_CPU',
      { title: '', since },
      { now: Date.parse(since) + seconds * 1_000, patience, after: 15_000 },
    ).severity;
  expect(severity(14, 1)).toBe(Severity.NOTICE);
  expect(severity(15, 1)).toBe(Severity.BLOCKING);
  expect(severity(14, 0.5)).toBe(Severity.BLOCKING);
});
