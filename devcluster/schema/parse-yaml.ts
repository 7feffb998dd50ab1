import {
  isScalar,
  LineCounter,
  parseDocument,
  type ScalarTag,
  type Tags,
  visit,
  type YAMLError,
} from 'yaml';

import { countKeys } from './count-keys.js';
import { DecodeError } from './decode-error.js';
import { mayRepeatKeys } from './repeated-keys.js';

const YAML = 'tag:yaml.org,2002:';
/** What YAML 1.1 has and Go's reader has not, or reads in its own way. */
const LEFT_OUT = ['timestamp', 'binary', 'omap', 'pairs', 'set'];
const FLOAT =
  /^[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/;
const GO_TAGS: readonly ScalarTag[] = [
  {
    tag: `${YAML}int`,
    default: true,
    test: /^[-+]?0o[0-7_]+$/,
    resolve: (text) => Number.parseInt(text.replaceAll(/[_o+]/g, ''), 8),
  },
  {
    tag: `${YAML}float`,
    default: true,
    test: FLOAT,
    resolve: (text) => Number(text.replaceAll('_', '')),
  },
  {
    tag: `${YAML}binary`,
    resolve: (text) => Buffer.from(text, 'base64').toString(),
  },
];

export interface YamlBody {
  value: unknown;
  /** A line for each key that a map has twice. */
  duplicates: string[];
}

/** Reads the first document of a text by YAML 1.1, as Go's reader does: `n` is a boolean, an instant is a text. Throws a DecodeError. */
export function parseYaml(text: string): YamlBody {
  return parsePlainJson(text) ?? parseFirstDocument(text);
}

/** Most of what comes as YAML is JSON, which is read much faster. Keys that may be there twice need the line of the second. */
function parsePlainJson(text: string): YamlBody | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return mayRepeatKeys(text, countKeys(value))
      ? undefined
      : { value, duplicates: [] };
  } catch {
    return undefined;
  }
}

function parseFirstDocument(text: string): YamlBody {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    uniqueKeys: false,
    logLevel: 'silent',
    lineCounter: lines,
    customTags: toGoTags,
  });
  const [error] = document.errors;
  if (error) throw new DecodeError(toGoMessage(error));
  const duplicates: string[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key) || !key.range) continue;
        if (seen.has(key.value))
          duplicates.push(
            `line ${lines.linePos(key.range[0]).line}: key ${JSON.stringify(key.value)} already set in map`,
          );
        seen.add(key.value);
      }
    },
  });
  try {
    return { value: toJson(document.toJS()), duplicates };
  } catch (cause) {
    // An alias without an anchor is found here, and one that would make a huge value.
    if (!(cause instanceof ReferenceError)) throw cause;
    const anchor = /Unresolved alias .*: (.*)/.exec(cause.message)?.[1];
    throw new DecodeError(
      `yaml: ${anchor ? `unknown anchor '${anchor}' referenced` : cause.message}`,
    );
  }
}

function toGoTags(tags: Tags): Tags {
  const kept = tags.filter(
    (tag) =>
      typeof tag !== 'string' &&
      !LEFT_OUT.includes(tag.tag.replace(YAML, '')) &&
      !(
        'test' in tag &&
        ['1.5', '1e5', '1:30', '1:30.5'].some((one) => tag.test?.test(one))
      ),
  );
  return [...kept, ...GO_TAGS];
}

/** What both readers refuse, in Go's words; the rest keeps the words of ours. */
const GO_WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^(Nested mappings|Implicit keys)/,
    'mapping values are not allowed in this context',
  ],
  [/^Flow /, 'did not find expected node content'],
  [/^Missing closing/, 'found unexpected end of stream'],
  [
    /^(Plain value cannot start|Tabs are not allowed)/,
    'found character that cannot start any token',
  ],
  [
    /^Unexpected block-seq-ind/,
    'block sequence entries are not allowed in this context',
  ],
];

function toGoMessage({ message, linePos }: YAMLError): string {
  const line = linePos?.[0].line ?? 1;
  const said = message.split('\n')[0]?.replace(/ at line .*/, '') ?? '';
  const words = GO_WORDS.find(([form]) => form.test(said))?.[1] ?? said;
  return `yaml: ${line > 1 ? `line ${line}: ` : ''}${words}`;
}

/** Keys become texts and infinity is refused, as in JSON. */
function toJson(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new DecodeError(
      `json: unsupported value: ${value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN'}`,
    );
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toJson);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, toJson(one)]),
  );
}
