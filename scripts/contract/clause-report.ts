import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PlaneName } from './clause-lists.js';

export type Result = 'passed' | 'failed' | 'skipped';

/** What one test file came to on one plane, as test/support/clause-reporter.js writes it. */
export interface ClauseReport {
  plane: PlaneName;
  file: string;
  /** Why the file as a whole failed; empty when it did not. */
  trouble: string;
  tests: readonly { title: string; result: Result }[];
}

/** One clause on one plane. */
export interface ClauseRun {
  plane: PlaneName;
  file: string;
  clause: string;
  result: Result;
}

/** The planes that the suite runs on. */
export const PLANES: readonly PlaneName[] = ['embedded', 'real'];

/** Reads the reports of all planes; a plane that has none is no error here. */
export async function readReports(folder: string): Promise<ClauseReport[]> {
  const files = await Promise.all(
    PLANES.map(async (plane) => {
      const names = await readdir(join(folder, plane)).catch(() => []);
      return names.map((name) => join(folder, plane, name));
    }),
  );
  return Promise.all(
    files
      .flat()
      .filter((file) => file.endsWith('.json'))
      .map(
        async (file) =>
          JSON.parse(await readFile(file, 'utf8')) as ClauseReport,
      ),
  );
}

/** The clauses among the tests: those whose title begins with an id. */
export function toRuns(reports: readonly ClauseReport[]): ClauseRun[] {
  return reports.flatMap(({ plane, file, tests }) =>
    tests.flatMap(({ title, result }) => {
      const clause = /^([A-Z]\d+\/[a-z0-9-]+) /.exec(title)?.[1];
      return clause ? [{ plane, file, clause, result }] : [];
    }),
  );
}
