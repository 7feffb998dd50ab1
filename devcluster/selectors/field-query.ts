import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { badRequest } from '../api/status-error.js';

export interface FieldTerm {
  field: string;
  isEqual: boolean;
  value: string;
}

export type FieldTest = (object: KubeObject) => boolean;

/** Reads a fieldSelector parameter. Throws the Status of one that cannot be read. */
export function toFieldTerms(text: string): FieldTerm[] {
  return splitTerms(text).map((term) => {
    const match = /^(.*?)(!=|==|=)((?:\\.|[^\\])*)$/.exec(term);
    const [, field = '', operator, value = ''] = match ?? [];
    if (!match)
      throw badRequest(
        `invalid selector: '${term}'; can't understand '${term}'`,
      );
    return { field, isEqual: operator !== '!=', value: unescape(value) };
  });
}

/** Returns the test of the terms for objects of a kind. Throws the Status of a field that cannot be selected by. */
export function toFieldTest(
  kind: Kind,
  terms: readonly FieldTerm[],
): FieldTest {
  const tests = terms.map(({ field, isEqual, value }) => {
    const read = toReader(kind, field);
    return (object: KubeObject) => (read(object) === value) === isEqual;
  });
  return (object) => tests.every((test) => test(object));
}

function toReader(kind: Kind, field: string): (object: KubeObject) => string {
  if (field === 'metadata.name') return ({ metadata }) => metadata.name ?? '';
  if (field === 'metadata.namespace' && kind.namespaced)
    return ({ metadata }) => metadata.namespace ?? '';
  const own = kind.fields?.[field];
  if (own) return own;
  throw badRequest(
    kind.fields
      ? `field label not supported: ${field}`
      : `${JSON.stringify(field)} is not a known field selector: only "metadata.name"${kind.namespaced ? ', "metadata.namespace"' : ''}`,
  );
}

/** Splits at commas that no backslash stands before. */
function splitTerms(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? []).filter(Boolean);
}

function unescape(value: string): string {
  const stray = /(?<!\\)(?:\\\\)*([=])/.exec(value)?.[1];
  if (stray)
    throw badRequest(
      `invalid field selector: unescaped character in value: ${stray.charCodeAt(0)}`,
    );
  return value.replace(/\\(.)/g, '$1');
}
