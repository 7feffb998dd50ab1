import { expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';

import { toCount, toMatrix } from '../../../support/status-matrix.js';

const FILE = 'docs/status.md';

/** With RECORD=1 the table is written anew. */
test("docs/status.md shows what was recorded: kubectl's words beside ours", () => {
  const matrix = `${toCount()}\n\n${toMatrix()}`;
  if (process.env.RECORD) {
    const [head = ''] = readFileSync(FILE, 'utf8').split('\nOf ');
    writeFileSync(FILE, `${head}\n${matrix}\n`);
  }
  expect(readFileSync(FILE, 'utf8')).toContain(matrix);
  expect(matrix.split('\n| ').length).toBeGreaterThan(25 + 2);
});
