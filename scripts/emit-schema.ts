import 'reflect-metadata';

import { lexicographicSortSchema, printSchema } from 'graphql';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { createSchema } from '../src/schema.js';

const FILE = fileURLToPath(
  new URL('../../schema/schema.graphql', import.meta.url),
);
const HEAD = '# Written by `npm run schema`; do not edit.\n\n';

const text = `${HEAD}${printSchema(lexicographicSortSchema(await createSchema()))}\n`;
if (process.argv.includes('--check')) {
  const committed = await readFile(FILE, 'utf8').catch(() => '');
  if (committed !== text) {
    console.error(
      'schema/schema.graphql is not what the code says: run `npm run schema` and commit it.',
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, text);
}
