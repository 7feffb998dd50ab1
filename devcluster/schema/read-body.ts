import { unsupportedMediaType } from '../api/status-error.js';
import { DecodeError } from './decode-error.js';
import { parseYaml } from './parse-yaml.js';
import { openEnvelope } from './protobuf-envelope.js';
import { readMessage } from './read-message.js';
import { mayRepeatKeys } from './repeated-keys.js';
import { scanJson } from './scan-json.js';
import { type StructType, structType } from './struct-type.js';
import { wireMessage } from './wire-message.js';

/** A body that is read, but not yet fitted into a type. */
export interface Body {
  /** Where kind and apiVersion stand. */
  head: unknown;
  /** All of it as JSON has it, read as the type of this name where the bytes alone do not tell. Throws a DecodeError. */
  value(definition: string): unknown;
  /** The keys that a map of YAML has twice, a line each. */
  yamlDuplicates: readonly string[];
  /** What a strict reader says of a body that has `keys` keys, and of which `unknown` are unknown to the type. */
  strictFindings(
    struct: StructType,
    keys: number,
    unknown: readonly string[],
  ): string[];
}

/** Reads JSON, YAML or protobuf. Throws a DecodeError, or the StatusError of another content type. */
export function readBody(bytes: Buffer, contentType: string | undefined): Body {
  const [type = ''] = (contentType ?? '').split(';');
  switch (type.trim().toLowerCase()) {
    case '':
    case 'application/json':
      return readJson(bytes.toString());
    case 'application/yaml':
      return readYaml(bytes.toString());
    case 'application/vnd.kubernetes.protobuf':
      return readProtobuf(bytes);
    default:
      throw unsupportedMediaType(
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      );
  }
}

function readProtobuf(bytes: Buffer): Body {
  const { head, object } = openEnvelope(bytes);
  return {
    head,
    value: (definition) =>
      readMessage(object, wireMessage(structType(definition))),
    yamlDuplicates: [],
    strictFindings: () => [],
  };
}

function readYaml(text: string): Body {
  const { value, duplicates } = parseYaml(text);
  return {
    head: value,
    value: () => value,
    yamlDuplicates: duplicates,
    strictFindings: (_struct, _keys, unknown) => unknown.map(toFinding),
  };
}

function readJson(text: string): Body {
  const value = parseBody(text);
  return {
    head: value,
    value: () => value,
    yamlDuplicates: [],
    strictFindings: (struct, keys, unknown) =>
      mayRepeatKeys(text, keys)
        ? scanJson(text, { kind: 'struct', goName: struct.goName, struct })
        : unknown.map(toFinding),
  };
}

function parseBody(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new DecodeError(
      `couldn't get version/kind; json parse error: ${error.message}`,
    );
  }
}

/** Throws a DecodeError in Go's words. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    scanJson(text);
    throw new DecodeError('unexpected end of JSON input');
  }
}

export function toFinding(path: string): string {
  return `unknown field ${JSON.stringify(path)}`;
}
