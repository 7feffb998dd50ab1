import { Field, Int, ObjectType } from 'type-graphql';

import { DateTime } from '../../graphql/date-time.scalar.js';
import { Fact } from '../../graphql/user-error.type.js';
import { ProblemCode, Severity } from './problem-code.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'Something that keeps a pod or an app from being well, in plain words. The same problem of several pods is one.',
})
export class Problem {
  @Field(() => ProblemCode, { description: 'What it is.' })
  code!: ProblemCode;

  @Field(() => Severity, { description: 'How bad it is.' })
  severity!: Severity;

  @Field(() => String, {
    description: 'Plain words, with the numbers filled in.',
  })
  title!: string;

  @Field(() => String, {
    description: 'More about it: where it is, and what follows.',
  })
  detail!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What can be done about it.',
  })
  hint?: string;

  @Field(() => String, {
    nullable: true,
    description: 'What Kubernetes said, verbatim.',
  })
  raw?: string;

  @Field(() => Boolean, {
    description: 'Whether it often passes by itself.',
  })
  transient!: boolean;

  @Field(() => Boolean, {
    description: "Whether the container's log is likely to say more.",
  })
  seeLogs!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the log of its previous run is likely to say more.',
  })
  seePreviousLogs!: boolean;

  @Field(() => [String], {
    description: 'The pods that have it; empty when no pod could be made.',
  })
  podNames!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'The container that has it, if one has.',
  })
  container?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How the container ended last, when it has.',
  })
  exitCode?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How often the container was started again.',
  })
  restarts?: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Since when, when that is told.',
  })
  since?: string;

  @Field(() => [Fact], {
    description: 'The numbers and names in the title.',
  })
  facts!: Fact[];
}
