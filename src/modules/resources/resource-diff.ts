import { diffJson } from '../../lib/json-diff.js';
import type { RawObject } from '../../cluster/cluster.js';
import type { FieldChange } from '../../graphql/object-change.type.js';
import { plainObject } from '../../graphql/plain-object.js';
import { isSecret } from '../../graphql/secret-values.js';

type WithParts = RawObject & {
  status?: unknown;
  data?: Record<string, unknown>;
};

/** What a write changed. Of a Secret it tells which keys have another value, never which. The status counts only where it is
 * what was written. */
export function diffResource(
  before: RawObject,
  after: RawObject,
  subresource?: string,
): FieldChange[] {
  const differences = diffJson(
    toPlain(before, subresource),
    toPlain(after, subresource),
  );
  return isSecret(after)
    ? [...differences, ...otherValues(before, after)]
    : differences;
}

function toPlain(object: WithParts, subresource?: string): object {
  const plain = plainObject(object);
  return subresource === 'status' ? { ...plain, status: object.status } : plain;
}

/** plainObject shows every value of a Secret with the same words, so that a new value makes no difference. */
function otherValues(before: WithParts, after: WithParts): FieldChange[] {
  return Object.keys(before.data ?? {})
    .filter(
      (key) =>
        after.data?.[key] !== undefined &&
        after.data[key] !== before.data?.[key],
    )
    .map((key) => ({
      path: `/data/${key}`,
      before: '(not shown)',
      after: '(not shown, another value)',
    }));
}
