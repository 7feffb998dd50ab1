import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { parse } from 'yaml';

import { GoPackage } from './type-table/go-struct.js';
import { ROOTS } from './type-table/roots.js';
import {
  type Schema,
  toFieldText,
  toTypeName,
  toTypeWord,
} from './type-table/type-text.js';

/** Writes devcluster/schema/type-table.json: `npm run controlplane -- node dist/scripts/emit-type-table.js`. What OpenAPI does
 * not say, which fields are pointers and which are written although empty, comes from the Go sources of the pinned version. */
const root = new URL('../../', import.meta.url);
const definitions = await readDefinitions();
const packages = new Map<string, Promise<GoPackage>>();
const sources = goModules('k8s.io/api', 'k8s.io/apimachinery');
const types: Record<string, object> = {};
const kinds: Record<string, string> = {};

const waiting = [...ROOTS];
for (let next = waiting.pop(); next; next = waiting.pop()) await addType(next);

const table = { kinds: sorted(kinds), types: sorted(types) };
const text = JSON.stringify(table).replaceAll(
  /("(?:types|kinds)":\{|\}(?:\}|,))/g,
  '$1\n',
);
writeFileSync(new URL('devcluster/schema/type-table.json', root), `${text}\n`);

async function addType(definition: string): Promise<void> {
  const name = toTypeName(definition);
  if (types[name]) return;
  const schema = definitions[definition];
  const struct = await goStruct(definition);
  if (!schema || !struct) throw new Error(`No type ${definition}`);
  const fields: Record<string, string> = {};
  types[name] = fields;
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    const known = struct.get(field);
    if (!known) throw new Error(`${definition} has no field ${field} in Go`);
    const word = toTypeWord(property, (other) => waiting.push(other));
    fields[field] = toFieldText(word, property, known);
  }
  if (schema['x-kubernetes-map-type'] === 'atomic') fields['*'] = 'atomic';
  types[name] = sorted(fields);
  if (!ROOTS.includes(definition)) return;
  for (const { group, version, kind } of schema[
    'x-kubernetes-group-version-kind'
  ] ?? [])
    if (kind !== 'DeleteOptions' && kind !== 'Status')
      kinds[group ? `${group}/${version} ${kind}` : `${version} ${kind}`] =
        name;
}

/** io.k8s.api.core.v1.Pod is the struct Pod of core/v1 in the module k8s.io/api. */
function goStruct(definition: string) {
  const path = definition.split('.');
  const name = path.pop() ?? '';
  const folder =
    path[2] === 'api'
      ? `${sources['k8s.io/api']}/${path.slice(3).join('/')}`
      : `${sources['k8s.io/apimachinery']}/${path.slice(3).join('/')}`;
  const found = packages.get(folder) ?? GoPackage.read(folder);
  packages.set(folder, found);
  return found.then((pkg) => pkg.struct(name));
}

function goModules(...names: string[]): Record<string, string> {
  const format = '{{.Path}} {{.Dir}}';
  const lines = execFileSync('go', ['list', '-m', '-f', format, ...names], {
    cwd: fileURLToPath(new URL('controlplane', root)),
    encoding: 'utf8',
  });
  return Object.fromEntries(
    lines
      .trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]),
  );
}

async function readDefinitions(): Promise<Record<string, Schema>> {
  const file = process.env.KUBECONFIG;
  if (!file) throw new Error('KUBECONFIG names no file.');
  const config = parse(readFileSync(file, 'utf8')) as {
    clusters: [
      { cluster: { server: string; 'certificate-authority-data': string } },
    ];
    users: [{ user: { token: string } }];
  };
  const { server, 'certificate-authority-data': ca } =
    config.clusters[0].cluster;
  const dispatcher = new Agent({
    connect: { ca: Buffer.from(ca, 'base64').toString() },
  });
  const answer = await request(`${server}/openapi/v2`, {
    dispatcher,
    headers: { authorization: `Bearer ${config.users[0].user.token}` },
  });
  const { definitions } = (await answer.body.json()) as {
    definitions: Record<string, Schema>;
  };
  await dispatcher.close();
  return definitions;
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
