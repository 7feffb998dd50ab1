import { sameJson } from '../lib/json-diff.js';
import type { RawObject } from '../cluster/cluster.js';
import { Refused } from './refused.js';
import { userError, UserErrorCode } from './user-error.type.js';
import { versionOf } from './version.js';

/** Ends the mutation with CONFLICT when the object is not of the version that the caller saw; undefined is any. */
export function requireVersion(
  object: RawObject,
  ifVersion: string | undefined,
): void {
  const current = versionOf(object);
  if (ifVersion === undefined || ifVersion === current) return;
  throw new Refused([
    userError(
      UserErrorCode.CONFLICT,
      'It was changed since you read it. Read it again and repeat your change.',
      {
        field: ['input', 'ifVersion'],
        retryable: true,
        facts: [{ key: 'version', value: current }],
      },
    ),
  ]);
}

/** A change that is made only to the version that the caller saw, however often it has to be tried. */
export function onVersion<R extends RawObject>(
  ifVersion: string | undefined,
  change: (current: R) => R,
): (current: R) => R {
  let again = false;
  return (current) => {
    const wanted = change(current);
    // Nothing left to write the second time: it is our own change, whose answer was lost.
    if (!again || !sameJson(wanted, current))
      requireVersion(current, ifVersion);
    again = true;
    return wanted;
  };
}
