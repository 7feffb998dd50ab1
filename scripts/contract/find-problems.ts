import type { ClauseLists } from './clause-lists.js';
import {
  type ClauseReport,
  type ClauseRun,
  PLANES,
  toRuns,
} from './clause-report.js';

/** Everything that keeps the suite from being a proof: failures, gaps, and lines that are no longer true. `files` are the test
 * files that must have run on every plane. */
export function findProblems(
  reports: readonly ClauseReport[],
  lists: ClauseLists,
  files: readonly string[],
): string[] {
  const runs = toRuns(reports);
  return [
    ...findMissingReports(reports, files),
    ...findFailures(reports),
    ...findRepeatedIds(runs),
    ...findUnlistedSkips(runs, lists),
    ...findGaps(runs, lists),
    ...findStaleLines(runs, lists),
  ];
}

function findMissingReports(
  reports: readonly ClauseReport[],
  files: readonly string[],
): string[] {
  const there = new Set(reports.map(({ plane, file }) => `${plane} ${file}`));
  return PLANES.flatMap((plane) =>
    files
      .filter((file) => !there.has(`${plane} ${file}`))
      .map((file) => `${file} has no report of the ${plane} plane`),
  );
}

function findFailures(reports: readonly ClauseReport[]): string[] {
  return reports.flatMap(({ plane, file, trouble, tests }) => [
    ...(trouble
      ? [`${file} failed on the ${plane} plane: ${trouble.trim()}`]
      : []),
    ...tests
      .filter(({ result }) => result === 'failed')
      .map(({ title }) => `failed on the ${plane} plane: ${title} (${file})`),
  ]);
}

function findRepeatedIds(runs: readonly ClauseRun[]): string[] {
  const seen = new Set<string>();
  const repeated = runs.filter(({ plane, clause }) => {
    const key = `${plane} ${clause}`;
    return seen.has(key) || !seen.add(key);
  });
  return [
    ...new Set(
      repeated.map(({ clause }) => `${clause} is used more than once`),
    ),
  ];
}

function findUnlistedSkips(
  runs: readonly ClauseRun[],
  { knownDifferences }: ClauseLists,
): string[] {
  const listed = new Set(
    knownDifferences.map(({ clause, plane }) => `${plane} ${clause}`),
  );
  const skipped = runs.filter(
    ({ plane, clause, result }) =>
      result === 'skipped' && !listed.has(`${plane} ${clause}`),
  );
  return skipped.map(
    ({ plane, clause, file }) =>
      `${clause} was skipped on the ${plane} plane without a known difference (${file})`,
  );
}

function findGaps(
  runs: readonly ClauseRun[],
  { rankOne, openClauses }: ClauseLists,
): string[] {
  const covered = new Set(
    [...runs, ...openClauses].map(({ clause }) => clause),
  );
  return rankOne
    .filter((clause) => !covered.has(clause))
    .map((clause) => `${clause} has neither a scenario nor an open line`);
}

function findStaleLines(
  runs: readonly ClauseRun[],
  { knownDifferences, openClauses }: ClauseLists,
): string[] {
  const ran = new Set(runs.map(({ clause }) => clause));
  return [
    ...knownDifferences
      .filter(({ clause }) => !ran.has(clause))
      .map(
        ({ clause }) => `${clause} is a known difference without a scenario`,
      ),
    ...openClauses
      .filter(({ clause }) => ran.has(clause))
      .map(({ clause }) => `${clause} is open and has a scenario`),
    ...findRepeatedLines(
      knownDifferences.map(({ clause, plane }) => `${clause} on ${plane}`),
      'is twice among the known differences',
    ),
    ...findRepeatedLines(
      openClauses.map(({ clause }) => clause),
      'is twice among the open clauses',
    ),
  ];
}

function findRepeatedLines(lines: readonly string[], what: string): string[] {
  return lines
    .filter((line, index) => lines.indexOf(line) !== index)
    .map((line) => `${line} ${what}`);
}
