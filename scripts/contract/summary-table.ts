import type { ClauseLists } from './clause-lists.js';
import { type ClauseRun, PLANES } from './clause-report.js';

/** The end of a run in one table: what ran on each plane, and what the lists leave out. */
export function toTable(
  runs: readonly ClauseRun[],
  { rankOne, knownDifferences, openClauses }: ClauseLists,
): string {
  const rows = PLANES.map((plane) => {
    const here = runs.filter((run) => run.plane === plane);
    const count = (result: string) =>
      here.filter((run) => run.result === result).length;
    return [
      plane,
      count('passed') + count('failed'),
      count('passed'),
      count('failed'),
      count('skipped'),
      knownDifferences.filter((line) => line.plane === plane).length,
    ];
  });
  const head = ['plane', 'ran', 'passed', 'failed', 'skipped', 'differences'];
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 0
          ? String(cell).padEnd(10)
          : String(cell).padStart((head[column]?.length ?? 0) + 2),
      )
      .join(''),
  );
  const open = new Set(openClauses.map(({ clause }) => clause));
  const openOfRankOne = rankOne.filter((clause) => open.has(clause)).length;
  return [
    ...lines,
    `${rankOne.length} clauses of rank 1, ${openOfRankOne} of them open.`,
  ].join('\n');
}
