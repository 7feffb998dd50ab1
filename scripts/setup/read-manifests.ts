import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

import type { RawObject } from '../../src/cluster/cluster.js';

/** An object to be applied: it names its kind and itself. */
export type Manifest = RawObject & {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
};

/** The documents of all YAML files of a folder, by the files' names. Throws an Error that names a file that cannot be read. */
export function readManifests(folder: string): Manifest[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => readFile(join(folder, name)));
}

function readFile(file: string): Manifest[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${file}: ${error.message}`);
    return document.toJS() as Manifest;
  });
}
