import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { readClauseLists } from './contract/clause-lists.js';
import { toDifferencesPage } from './contract/differences-page.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

await writeFile(
  `${ROOT}docs/known-differences.md`,
  toDifferencesPage(await readClauseLists(`${ROOT}test/contract`)),
);
