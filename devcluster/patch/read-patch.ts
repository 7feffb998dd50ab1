import type { Json } from '../api/kube-object.js';
import { badRequest } from '../api/status-error.js';
import { countKeys } from '../schema/count-keys.js';
import { DecodeError } from '../schema/decode-error.js';
import { toJsonWord } from '../schema/fit-scalar.js';
import { Fitting } from '../schema/fit-value.js';
import { mayRepeatKeys } from '../schema/repeated-keys.js';
import { scanJson, UNTYPED } from '../schema/scan-json.js';
import {
  plainField,
  type StructType,
  type ValueType,
} from '../schema/struct-type.js';
import type { JsonOperation } from './json-patch.js';
import { isFields } from './merge-patch.js';

/** A patch, and the texts of what a strict reader finds wrong with it. */
export interface ReadPatch<T> {
  patch: T;
  findings: string[];
}

const TEXT: ValueType = { kind: 'string', goName: 'string' };
const OPERATION: StructType = {
  name: 'jsonPatchOp',
  goName: 'jsonPatchOp',
  fields: new Map(
    Object.entries({ op: TEXT, path: TEXT, from: TEXT, value: UNTYPED }).map(
      ([name, type]) => [name, plainField(name, type)],
    ),
  ),
  always: [],
  isAtomic: false,
};
const ITEM: ValueType = {
  kind: 'struct',
  goName: 'handlers.jsonPatchOp',
  struct: OPERATION,
};
const OPERATIONS: ValueType = {
  kind: 'list',
  goName: `[]${ITEM.goName}`,
  items: ITEM,
  item: plainField('', ITEM),
};

/** Reads the text of a JSON patch. Throws the StatusError of one that is no list of operations. */
export function readJsonPatch(
  text: string,
): ReadPatch<(JsonOperation | null)[]> {
  const patch = readJson(text) ?? [];
  const refuse = (message: string) =>
    badRequest(`error decoding patch: ${message}`);
  if (!Array.isArray(patch)) throw refuse(toMismatch(patch, OPERATIONS.goName));
  for (const operation of patch) {
    if (operation === null) continue;
    if (!isFields(operation)) throw refuse(toMismatch(operation, ITEM.goName));
    try {
      new Fitting().fitStruct(operation, OPERATION);
    } catch (error) {
      throw error instanceof DecodeError ? refuse(error.message) : error;
    }
  }
  return {
    patch: patch as (JsonOperation | null)[],
    findings: scanJson(text, OPERATIONS).map((one) => `json patch ${one}`),
  };
}

/** Reads the text of a merge patch or a strategic one, which say differently what is no object. Null is an empty patch. */
export function readObjectPatch(
  text: string,
  isStrategic: boolean,
): ReadPatch<Record<string, Json>> {
  const patch = readJson(text);
  if (patch === null && !isStrategic) throw badRequest('Invalid JSON Patch');
  if (patch !== null && !isFields(patch))
    throw badRequest(
      `${isStrategic ? '' : 'error decoding patch: '}${toMismatch(patch, 'map[string]interface {}')}`,
    );
  return {
    patch: patch ?? {},
    findings: mayRepeatKeys(text, countKeys(patch))
      ? scanJson(text, UNTYPED)
      : [],
  };
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw badRequest('invalid JSON patch');
  }
}

function toMismatch(value: Json, goName: string): string {
  return `json: cannot unmarshal ${toJsonWord(value)} into Go value of type ${goName}`;
}
