import type { KubeObject } from '../api/kube-object.js';
import { badRequest } from '../api/status-error.js';
import {
  type BodyKind,
  checkNamedKind,
  findDefinition,
  readNamedKind,
  toVersion,
} from './body-kind.js';
import { DecodeError } from './decode-error.js';
import { Fitting } from './fit-value.js';
import { readBody } from './read-body.js';
import { structType } from './struct-type.js';

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict';

export interface DecodeOptions {
  bytes: Buffer;
  /** The header as it came; JSON when it is missing. */
  contentType?: string;
  kind: BodyKind;
  /** `Warn` when left out. */
  fieldValidation?: FieldValidation;
}

export interface Decoded {
  object: KubeObject;
  /** A text for each Warning header. */
  warnings: string[];
}

/** Reads the body of a POST or PUT. Zeros and empty lists go where Go leaves them out, quantities become canonical; nothing is defaulted
 * and nothing is added but apiVersion, kind and metadata. Throws the StatusError that the API server answers. */
export function decodeObject(options: DecodeOptions): Decoded {
  const { bytes, kind, fieldValidation = 'Warn' } = options;
  const { body, named } = readHead(options);
  try {
    const definition = findDefinition(named, kind);
    const value = (body.value(definition) ?? {}) as KubeObject;
    checkNamedKind(value, named, kind);
    const struct = structType(kind.definition);
    const fitting = new Fitting();
    const object = fitting.fitStruct(value, struct) as KubeObject;
    const { yamlDuplicates } = body;
    const findings =
      fieldValidation === 'Ignore'
        ? []
        : body.strictFindings(struct, fitting.keys, fitting.unknown);
    if (fieldValidation === 'Strict')
      refuseFindings([...toGoList(yamlDuplicates), ...findings]);
    return {
      object: {
        ...object,
        apiVersion: toVersion(kind),
        kind: kind.kind,
        metadata: object.metadata ?? {},
      },
      warnings:
        fieldValidation === 'Warn' ? [...yamlDuplicates, ...findings] : [],
    };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw badRequest(
      `${named.kind} in version "${named.version}" cannot be handled as a ${kind.kind}: ${error.message}`,
    );
  }

  /** What comes before the kind of the body is known has a message of its own. */
  function readHead({ contentType }: DecodeOptions) {
    try {
      const read = readBody(bytes, contentType);
      return { body: read, named: readNamedKind(read.head, kind) };
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      throw badRequest(
        `the object provided is unrecognized (must be of type ${kind.kind}): ${error.message} (${summarize(bytes)})`,
      );
    }
  }
}

/** Throws a DecodeError unless the list is empty. */
export function refuseFindings(findings: readonly string[]): void {
  if (findings.length > 0)
    throw new DecodeError(`strict decoding error: ${findings.join(', ')}`);
}

function toGoList(duplicates: readonly string[]): string[] {
  return duplicates.length > 0
    ? [['yaml: unmarshal errors:', ...duplicates].join('\n  ')]
    : [];
}

/** The start of a body, as text when it looks like JSON and as bytes otherwise. */
function summarize(bytes: Buffer): string {
  if (bytes.length === 0) return '<empty>';
  const isText = bytes[0] === '{'.charCodeAt(0);
  const start = bytes.subarray(0, 30).toString(isText ? 'utf8' : 'hex');
  return bytes.length > 30 ? `${start} ...` : start;
}
