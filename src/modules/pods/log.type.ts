import { createHash } from 'node:crypto';
import { Field, ObjectType } from 'type-graphql';

import { toCursor } from '../../graphql/connection.js';
import { DateTime } from '../../graphql/date-time.scalar.js';

@ObjectType({ simpleResolvers: true, description: 'One line of a log.' })
export class LogLine {
  @Field(() => String, { description: 'The pod that wrote it.' })
  podName!: string;

  @Field(() => String, { description: 'The container that wrote it.' })
  container!: string;

  @Field(() => DateTime, {
    description: 'When it was written, to the nanosecond.',
  })
  time!: string;

  @Field(() => String, {
    description:
      'What it says, colour codes included, without its line end. Bytes that are no UTF-8 read as U+FFFD.',
  })
  text!: string;

  /** When it was written, but never before the line that stands before it in the same log. */
  at!: string;
  /** Bytes that it took in the cluster's answer. */
  bytes!: number;
  /** How many lines right before it are equal to it and of the same time. */
  twins!: number;

  @Field(() => String, {
    description:
      'Opaque mark of this line. It is the same whenever the line is read, so that lines read twice can be told from new ones.',
  })
  get cursor(): string {
    const text = createHash('sha256').update(this.text).digest('base64url');
    return toCursor([
      this.time,
      this.podName,
      this.container,
      text.slice(0, 8),
      this.twins,
    ]);
  }
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The last lines of one or more logs, merged by time: the newest stands last.',
})
export class LogPage {
  @Field(() => [LogLine], { description: 'The lines, oldest first.' })
  lines!: LogLine[];

  @Field(() => Boolean, {
    description:
      'Whether lines were left out: more than `tail` or 5 MiB, or a log that broke off. `notes` tell which, except for `tail`.',
  })
  truncated!: boolean;

  @Field(() => [String], {
    description:
      'Why the log of a pod or container is missing or not whole, in plain words; empty when nothing is.',
  })
  notes!: string[];
}
