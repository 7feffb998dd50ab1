import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const RESULTS = { passed: 'passed', failed: 'failed' };

/** Writes what each contract test file came to, for scripts/contract-summary.ts: FOLDER/PLANE/FILE.json. Does nothing without a
 * folder in MOORAGE_CLAUSE_REPORT. */
export default class ClauseReporter {
  onTestResult(test, { testResults, testExecError, failureMessage }) {
    const folder = process.env.MOORAGE_CLAUSE_REPORT;
    if (!folder || test.context.config.displayName?.name !== 'contract') return;
    const plane = process.env.MOORAGE_PLANE ?? 'real';
    const file = basename(test.path);
    const report = {
      plane,
      file,
      // Jest has no results of a file that could not be loaded or that left something open.
      trouble: testExecError ? (failureMessage ?? 'It did not run.') : '',
      tests: testResults.map(({ title, status }) => ({
        title,
        result: RESULTS[status] ?? 'skipped',
      })),
    };
    mkdirSync(join(folder, plane), { recursive: true });
    writeFileSync(
      join(folder, plane, `${file}.json`),
      JSON.stringify(report, null, 2),
    );
  }
}
