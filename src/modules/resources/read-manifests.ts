import { type Document, LineCounter, parseAllDocuments, type Tags } from 'yaml';

import type { UserError } from '../../graphql/user-error.type.js';
import { manifestError } from './manifest-error.js';
import { isObject } from './object-input.js';

/** One object of the manifests, and where it stands. */
export interface Manifest {
  /** Counted from 1, without empty documents. */
  document: number;
  line: number;
  object: unknown;
}

export const MOST_DOCUMENTS = 1_000;
const MOST_ALIASES = 100;
// Kubernetes reads YAML 1.1 (0644 is octal, `on` is true), but no instants, sexagesimals or sets.
const NOT_READ = new Set(
  ['timestamp', 'binary', 'set', 'omap', 'pairs'].map(
    (name) => `tag:yaml.org,2002:${name}`,
  ),
);

/** Reads YAML or JSON documents; a List is its items. Either all of it can be read, or every mistake has its line and column. */
export function readManifests(text: string): {
  manifests: Manifest[];
  userErrors: UserError[];
} {
  const separators = text.match(/^---/gm)?.length ?? 0;
  if (separators > 2 * MOST_DOCUMENTS) return refuse(tooMany(separators));
  const lines = new LineCounter();
  const documents = [
    ...parseAllDocuments(text, {
      ...{ lineCounter: lines, version: '1.1', prettyErrors: false },
      customTags: (tags: Tags) => tags.filter(isRead),
    }),
  ] as Document[];
  const errors = documents.flatMap((each) => each.errors);
  if (errors.length > 0)
    return {
      manifests: [],
      userErrors: errors.slice(0, 20).map(({ message, pos: [from] }) => {
        const { line, col } = lines.linePos(from);
        return manifestError(`Line ${line}, column ${col}: ${message}.`, {
          ...{ line, column: col },
        });
      }),
    };
  const manifests: Manifest[] = [];
  for (const each of documents) {
    if (each.contents === null) continue;
    const { line } = lines.linePos(each.contents.range?.[0] ?? 0);
    const objects = toObjects(each);
    if (typeof objects === 'string')
      return refuse(manifestError(`Line ${line}: ${objects}`, { line }));
    for (const object of objects)
      if (object != null)
        manifests.push({ document: manifests.length + 1, line, object });
  }
  if (manifests.length === 0)
    return refuse(manifestError('There is no document in the manifests.'));
  return manifests.length > MOST_DOCUMENTS
    ? refuse(tooMany(manifests.length))
    : { manifests, userErrors: [] };
}

function isRead(tag: Tags[number]): boolean {
  return (
    typeof tag === 'string' ||
    (!NOT_READ.has(tag.tag) && !('format' in tag && tag.format === 'TIME'))
  );
}

/** The objects of a document, or why its aliases cannot be followed. */
function toObjects(document: Document): unknown[] | string {
  try {
    const object: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return isObject(object) &&
      object.kind === 'List' &&
      Array.isArray(object.items)
      ? (object.items as unknown[])
      : [object];
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return error.message.startsWith('Excessive alias count')
      ? `the document repeats its anchors more than ${MOST_ALIASES} times. Write it without aliases.`
      : 'the document has an alias without an anchor before it. Quote a text that begins with "*".';
  }
}

function tooMany(count: number): UserError {
  return manifestError(
    `There are ${count} documents; at most ${MOST_DOCUMENTS} are applied at once. Send them in several calls.`,
  );
}

function refuse(error: UserError): {
  manifests: Manifest[];
  userErrors: UserError[];
} {
  return { manifests: [], userErrors: [error] };
}
