import type { Json, KubeObject } from '../api/kube-object.js';
import {
  type BodyKind,
  checkNamedKind,
  readNamedKind,
  toVersion,
} from '../schema/body-kind.js';
import { DecodeError } from '../schema/decode-error.js';
import {
  type Decoded,
  type FieldValidation,
  refuseFindings,
} from '../schema/decode-object.js';
import { Fitting } from '../schema/fit-value.js';
import { toFinding } from '../schema/read-body.js';
import { structType } from '../schema/struct-type.js';
import { toGoText } from './go-text.js';
import { applyJsonPatch } from './json-patch.js';
import { applyMergePatch, isFields } from './merge-patch.js';
import { invalidPatch } from './patch-error.js';
import { readJsonPatch, readObjectPatch } from './read-patch.js';
import { applyStrategicPatch } from './strategic-patch.js';

export interface PatchOptions {
  type: 'json' | 'merge' | 'strategic';
  text: string;
  kind: BodyKind;
  /** The object as the kind shows it; it is not changed. */
  object: KubeObject;
  /** `Warn` when left out. */
  fieldValidation?: FieldValidation;
}

/** A patch that has been applied, before it is fitted into the type. */
interface Patched {
  value: Json;
  findings: string[];
  /** What the API server shows of a patch that went wrong. */
  shown: () => string;
}

/** Applies a JSON, merge or strategic merge patch and returns the object that it makes, canonical as after decodeObject and sharing what
 * did not change. Throws the StatusError that the API server answers. */
export function patchObject(options: PatchOptions): Decoded {
  const { kind, fieldValidation = 'Warn' } = options;
  const patched = apply(options);
  const fitting = new Fitting();
  try {
    const named = readNamedKind(patched.value, kind);
    const value = patched.value as Record<string, Json>;
    if (options.type !== 'strategic') checkNamedKind(value, named, kind);
    const object = fitting.fitStruct(
      value,
      structType(kind.definition),
      options.object,
    );
    const findings =
      fieldValidation === 'Ignore'
        ? []
        : [...patched.findings, ...fitting.unknown.map(toFinding)];
    if (fieldValidation === 'Strict') refuseFindings(findings);
    return {
      object: toObject(object as KubeObject, kind),
      warnings: fieldValidation === 'Warn' ? findings : [],
    };
  } catch (error) {
    throw error instanceof DecodeError
      ? invalidPatch(patched.shown(), error.message)
      : error;
  }
}

function apply({ type, text, kind, object }: PatchOptions): Patched {
  const document = object as unknown as Record<string, Json>;
  switch (type) {
    case 'json': {
      const { patch, findings } = readJsonPatch(text);
      return toPatched(applyJsonPatch(document, patch), findings);
    }
    case 'merge': {
      const { patch, findings } = readObjectPatch(text, false);
      return toPatched(applyMergePatch(document, patch), findings);
    }
    case 'strategic': {
      const { patch, findings } = readObjectPatch(text, true);
      const struct = structType(kind.definition);
      return {
        value: applyStrategicPatch(struct, document, patch),
        findings,
        shown: () => toGoText(patch),
      };
    }
  }
}

function toPatched(value: Json, findings: string[]): Patched {
  return { value, findings, shown: () => JSON.stringify(sortKeys(value)) };
}

/** The API server shows the fields of the object in order, what is in them as it comes. */
function sortKeys(value: Json): Json {
  if (!isFields(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toObject(object: KubeObject, kind: BodyKind): KubeObject {
  const apiVersion = toVersion(kind);
  const { metadata = {} } = object;
  return object.apiVersion === apiVersion &&
    object.kind === kind.kind &&
    object.metadata
    ? object
    : { ...object, apiVersion, kind: kind.kind, metadata };
}
