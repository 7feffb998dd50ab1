import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';

import { ConnectionError } from './connection.js';

type Fields = Record<string, unknown>;

/** A named part of a kubeconfig, and the file that it stands in: its paths are relative to that. */
export interface Entry {
  kind: 'cluster' | 'user' | 'context';
  name: string;
  file: string;
  fields: Fields;
}

/** Several files as one. */
export interface KubeConfig {
  current?: string;
  clusters: ReadonlyMap<string, Entry>;
  users: ReadonlyMap<string, Entry>;
  contexts: ReadonlyMap<string, Entry>;
}

/** Reads and merges kubeconfig files as kubectl does: the first that names something decides it whole. Fields that are not known
 * are left alone, as files of old clients have some. Throws ConnectionError with a sentence. */
export function readKubeConfig(files: readonly string[]): KubeConfig {
  const parsed = files.map((file) => ({ file, fields: parse(file) }));
  const merge = (kind: Entry['kind']) =>
    new Map(
      parsed
        .flatMap(({ file, fields }) => entriesOf(file, fields, kind))
        .reverse()
        .map((entry) => [entry.name, entry]),
    );
  return {
    current: parsed
      .map(({ fields }) => fields['current-context'])
      .find((name): name is string => typeof name === 'string' && name !== ''),
    clusters: merge('cluster'),
    users: merge('user'),
    contexts: merge('context'),
  };
}

/** A field of an entry that must be text, if it is there; an empty one counts as none. */
export function textOf(
  { kind, name, fields }: Entry,
  field: string,
): string | undefined {
  const value = fields[field] ?? undefined;
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new ConnectionError(
    `${field} of the ${kind} "${name}" in the kubeconfig must be text: put it in quotes.`,
  );
}

/** A path in an entry, as seen from its file. */
export function pathOf(entry: Entry, field: string): string | undefined {
  const path = textOf(entry, field);
  return path === undefined ? undefined : resolve(dirname(entry.file), path);
}

/** What is wrong with a file, in words without its content. */
export function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'permission denied';
  if (code === 'EISDIR') return 'it is a folder';
  return message.split('\n')[0] ?? '';
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(file: string): Fields {
  const wrong = (what: string, cause?: unknown) =>
    new ConnectionError(
      `The kubeconfig ${file} cannot be read: ${what}. Set KUBECONFIG to a readable file.`,
      { cause },
    );
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw wrong(reasonOf(cause), cause);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    // The parser's words may quote the file, and that may hold a token.
    const { line, col } = lines.linePos(error.pos[0]);
    throw wrong(`it is no YAML (line ${line}, column ${col}: ${error.code})`);
  }
  const fields: unknown = document.toJS();
  if (fields === null) return {};
  if (!isFields(fields)) throw wrong('it has no fields');
  const { kind = 'Config' } = fields;
  if (kind !== 'Config')
    throw wrong(`its kind is ${JSON.stringify(kind)} instead of "Config"`);
  return fields;
}

function entriesOf(file: string, fields: Fields, kind: Entry['kind']): Entry[] {
  const wrong = (what: string) =>
    new ConnectionError(`The kubeconfig ${file} ${what}.`);
  const list = fields[`${kind}s`] ?? [];
  if (!Array.isArray(list)) throw wrong(`has ${kind}s that are no list`);
  const entries = list.map((each: unknown, index): Entry => {
    if (!isFields(each) || typeof each.name !== 'string' || each.name === '')
      throw wrong(`has no name in ${kind}s[${index}]`);
    const part = each[kind] ?? {};
    if (!isFields(part))
      throw wrong(`has no ${kind} with fields in ${kind}s[${index}]`);
    return { kind, name: each.name, file, fields: part };
  });
  const names = entries.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw wrong(
      `defines the ${kind} "${twice}" twice: remove one, or name it otherwise`,
    );
  return entries;
}
