import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { readClauseLists } from './contract/clause-lists.js';
import { readReports, toRuns } from './contract/clause-report.js';
import { findProblems } from './contract/find-problems.js';
import { toTable } from './contract/summary-table.js';

/** Prints what the contract suite came to on both planes, from the folder that MOORAGE_CLAUSE_REPORT named during the runs; fails
 * when the suite proves less than it should. */
const SUITE = fileURLToPath(new URL('../../test/contract', import.meta.url));

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Which folder has the reports?');

const reports = await readReports(folder);
const lists = await readClauseLists(SUITE);
const files = (await readdir(SUITE)).filter((name) =>
  name.endsWith('.contract.test.ts'),
);
console.log(toTable(toRuns(reports), lists));
const problems = findProblems(reports, lists, files);
for (const problem of problems) console.error(`- ${problem}`);
if (problems.length > 0) process.exitCode = 1;
