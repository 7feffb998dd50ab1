import { ArgsType, Field, Int } from 'type-graphql';

import { ApiError } from '../../graphql/api-error.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { toUtc } from './log-time.js';

export const DEFAULT_TAIL = 200;
export const MAX_TAIL = 10_000;

@ArgsType()
export class LogArguments {
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_TAIL,
    description: `How many lines at most, 1 to ${MAX_TAIL}: the newest of all.`,
  })
  tail!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Only lines written then or later.',
  })
  since?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'The log of the run before the present one: what a container wrote before it crashed.',
  })
  previous?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only of this container; absent: of all, those that prepare the pod included.',
  })
  container?: string | null;
}

/** What to read, checked. */
export interface LogQuery {
  tail: number;
  /** In UTC, to the nanosecond. */
  since?: string;
  previous: boolean;
  container?: string;
}

/** The arguments as a query; BAD_USER_INPUT says which value is not allowed. */
export function toLogQuery({
  tail,
  since,
  previous,
  container,
}: LogArguments): LogQuery {
  if (tail == null || tail < 1 || tail > MAX_TAIL)
    throw new ApiError(
      'BAD_USER_INPUT',
      `tail must be between 1 and ${MAX_TAIL}, not ${tail}.`,
    );
  const from = since == null ? undefined : toUtc(since);
  if (since != null && from === undefined)
    throw new ApiError(
      'BAD_USER_INPUT',
      `since is no instant: ${since}. Write it as in "2026-11-24T08:00:00Z".`,
    );
  return {
    tail,
    since: from,
    previous: previous ?? false,
    container: container ?? undefined,
  };
}
