import { unsupportedMediaType } from '../api/status-error.js';
import { DecodeError } from './decode-error.js';
import { parseYaml } from './parse-yaml.js';
import { mayRepeatKeys } from './repeated-keys.js';
import { scanJson } from './scan-json.js';
import type { StructType } from './struct-type.js';

/** A body that is read, but not yet fitted into a type. */
export interface Body {
  value: unknown;
  /** The keys that a map of YAML has twice, a line each. */
  yamlDuplicates: readonly string[];
  /** What a strict reader says of a body that has `keys` keys, and of which `unknown` are unknown to the type. */
  strictFindings(
    struct: StructType,
    keys: number,
    unknown: readonly string[],
  ): string[];
}

/** Reads JSON or YAML. Throws a DecodeError, or the StatusError of another content type. */
export function readBody(text: string, contentType: string | undefined): Body {
  const [type = ''] = (contentType ?? '').split(';');
  const mediaType = type.trim().toLowerCase();
  if (mediaType === 'application/yaml') {
    const { value, duplicates } = parseYaml(text);
    return {
      value,
      yamlDuplicates: duplicates,
      strictFindings: (_struct, _keys, unknown) => unknown.map(toFinding),
    };
  }
  if (mediaType !== '' && mediaType !== 'application/json')
    throw unsupportedMediaType(
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    );
  return {
    value: parseBody(text),
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
