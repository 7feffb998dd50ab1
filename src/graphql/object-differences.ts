import { diffJson } from '../lib/json-diff.js';
import type { RawObject } from '../cluster/cluster.js';
import type { FieldChange } from './object-change.type.js';
import { plainObject } from './plain-object.js';

/** The whole of an object that is new, as one difference. */
export function wholeOf(object: RawObject): FieldChange[] {
  return [{ path: '', after: plainObject(object) }];
}

/** What a write changed, field by field. */
export function differences(
  before: RawObject,
  after: RawObject,
): FieldChange[] {
  return diffJson(plainObject(before), plainObject(after));
}
