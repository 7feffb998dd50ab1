import { readFileSync, writeFileSync } from 'node:fs';

import { KINDS } from '../src/cluster/kinds.js';

/** Writes src/cluster/protobuf/field-table.json: where protobuf has the fields of the kinds that the product reads, out of the
 * table that emit-type-table.ts wrote. With --check it only looks whether the file is as it would be written. */
const root = new URL('../../', import.meta.url);
const file = new URL('src/cluster/protobuf/field-table.json', root);
const known = JSON.parse(
  readFileSync(new URL('devcluster/schema/type-table.json', root), 'utf8'),
) as {
  kinds: Record<string, string>;
  types: Record<string, Record<string, string>>;
};

const kinds: Record<string, string> = {};
const types: Record<string, Record<string, string>> = {};
for (const { apiVersion, kind } of Object.values(KINDS)) {
  const type = known.kinds[`${apiVersion} ${kind}`];
  if (type && !kind.endsWith('Review')) kinds[`${apiVersion} ${kind}`] = type;
}
const waiting = [...Object.values(kinds), 'meta.v1.Status'];
for (let next = waiting.pop(); next; next = waiting.pop()) addType(next);

const text = `${JSON.stringify({ kinds: sorted(kinds), types: sorted(types) }).replaceAll(/("(?:types|kinds)":\{|\}(?:\}|,))/g, '$1\n')}\n`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write(
    'src/cluster/protobuf/field-table.json is out of date: npm run field-table\n',
  );
  process.exitCode = 1;
}

function addType(name: string): void {
  if (types[name]) return;
  const fields: Record<string, string> = {};
  types[name] = fields;
  for (const [field, words] of Object.entries(known.types[name] ?? {})) {
    const [word = '', ...rest] = words.split(' ');
    const at = rest.find((each) => each.startsWith('at:'))?.slice(3);
    // Who set which field is never shown, and is a third of an object.
    if (!at || field === 'managedFields') continue;
    const presence = rest.find((each) => /^(always|pointer)$/.test(each));
    fields[field] = [at, word, presence].filter(Boolean).join(' ');
    const struct = word.replace(/^(\[\]|\{\})/, '');
    if (known.types[struct]) waiting.push(struct);
  }
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
