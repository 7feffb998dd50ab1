import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { RawWorkload } from './workload.js';

/** Ends a mutation on a ReplicationController with what it cannot do, and what to do instead. */
export function refuseUnsupported(
  { kind, metadata }: RawWorkload,
  whatAndInstead: string,
  field = 'name',
): void {
  if (kind !== 'ReplicationController') return;
  throw new Refused([
    userError(
      UserErrorCode.UNSUPPORTED_FOR_WORKLOAD,
      `The app "${metadata?.name}" is a ReplicationController, which cannot ${whatAndInstead}.`,
      { field: ['input', field] },
    ),
  ]);
}

/** Ends a mutation that would roll out a change of a paused app. */
export function refusePaused({ metadata, spec }: RawWorkload): void {
  if (!spec || !('paused' in spec) || !spec.paused) return;
  throw new Refused([
    userError(
      UserErrorCode.APP_PAUSED,
      `The app "${metadata?.name}" is paused, so nothing would roll out. Resume it first: updateApp with paused: false.`,
      { field: ['input', 'name'] },
    ),
  ]);
}
