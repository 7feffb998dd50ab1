import { describe, expect, test } from '@jest/globals';

import type { ClauseLists } from '../../../scripts/contract/clause-lists.js';
import {
  type ClauseReport,
  toRuns,
} from '../../../scripts/contract/clause-report.js';
import { findProblems } from '../../../scripts/contract/find-problems.js';
import { toTable } from '../../../scripts/contract/summary-table.js';

const FILE = 'c-create.contract.test.ts';

const lists: ClauseLists = {
  rankOne: ['C1/created', 'C2/duplicate', 'C7/collision'],
  knownDifferences: [
    { clause: 'C2/duplicate', plane: 'embedded', reason: 'because' },
  ],
  openClauses: [{ clause: 'C7/collision', answers: '409', reason: 'rare' }],
};

function aReport(
  plane: 'embedded' | 'real',
  more: Partial<ClauseReport> = {},
): ClauseReport {
  return {
    plane,
    file: FILE,
    trouble: '',
    tests: [
      { title: 'C1/created MUST create', result: 'passed' },
      {
        title: 'C2/duplicate MUST refuse',
        result: plane === 'real' ? 'passed' : 'skipped',
      },
    ],
    ...more,
  };
}

const good = [aReport('embedded'), aReport('real')];
const problemsOf = (
  reports: ClauseReport[],
  more: Partial<ClauseLists> = {},
  files = [FILE],
) => findProblems(reports, { ...lists, ...more }, files);

describe('the summary of the contract suite', () => {
  test('is content when every plane kept every clause or has a line', () => {
    expect(problemsOf(good)).toEqual([]);
  });

  test('counts what ran on each plane', () => {
    expect(toTable(toRuns(good), lists)).toBe(
      [
        'plane       ran  passed  failed  skipped  differences',
        'embedded      1       1       0        1            1',
        'real          2       2       0        0            0',
        '3 clauses of rank 1, 1 of them open.',
      ].join('\n'),
    );
  });

  test('names a clause that failed', () => {
    const tests = [
      ...aReport('real').tests.slice(1),
      { title: 'C1/created MUST create', result: 'failed' as const },
    ];
    expect(
      problemsOf([aReport('embedded'), aReport('real', { tests })]),
    ).toEqual([`failed on the real plane: C1/created MUST create (${FILE})`]);
  });

  test('names a test without an id that failed, and a file that did not run', () => {
    const tests = [
      ...aReport('real').tests,
      { title: 'resumes everywhere', result: 'failed' as const },
    ];
    expect(
      problemsOf([
        aReport('embedded'),
        aReport('real', { tests, trouble: 'SyntaxError\n' }),
      ]),
    ).toEqual([
      `${FILE} failed on the real plane: SyntaxError`,
      `failed on the real plane: resumes everywhere (${FILE})`,
    ]);
  });

  test('names a report that is missing', () => {
    expect(problemsOf([aReport('real')])).toEqual([
      `${FILE} has no report of the embedded plane`,
    ]);
  });

  test('names a clause that was skipped without a line', () => {
    expect(problemsOf(good, { knownDifferences: [] })).toEqual([
      `C2/duplicate was skipped on the embedded plane without a known difference (${FILE})`,
    ]);
  });

  test('names an id that is used twice', () => {
    const again = aReport('real', { file: 'other.contract.test.ts' });
    expect(problemsOf([...good, again])).toEqual([
      'C1/created is used more than once',
      'C2/duplicate is used more than once',
    ]);
  });

  test('names a clause of rank 1 with neither a scenario nor a line', () => {
    expect(problemsOf(good, { openClauses: [] })).toEqual([
      'C7/collision has neither a scenario nor an open line',
    ]);
  });

  test('names lines that are not true', () => {
    const stale = { clause: 'W9/silence', plane: 'real', reason: 'x' } as const;
    const open = { clause: 'C1/created', answers: '201', reason: 'x' };
    expect(
      problemsOf(good, {
        knownDifferences: [...lists.knownDifferences, stale, stale],
        openClauses: [...lists.openClauses, open],
      }),
    ).toEqual([
      'W9/silence is a known difference without a scenario',
      'W9/silence is a known difference without a scenario',
      'C1/created is open and has a scenario',
      'W9/silence on real is twice among the known differences',
    ]);
  });
});
