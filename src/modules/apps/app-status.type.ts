import type { V1ReplicaSet } from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { Problem } from '../pods/problem.type.js';
import type { App } from './app.type.js';
import type { RolloutEvidence } from './rollout-state.js';

export enum AppPhase {
  STARTING = 'STARTING',
  RUNNING = 'RUNNING',
  UPDATING = 'UPDATING',
  DEGRADED = 'DEGRADED',
  DOWN = 'DOWN',
  STOPPING = 'STOPPING',
  STOPPED = 'STOPPED',
  PAUSED = 'PAUSED',
  DELETING = 'DELETING',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(AppPhase, {
  name: 'AppPhase',
  description: 'How an app is, in one word.',
  valuesConfig: {
    STARTING: { description: 'It comes up, and no pod is available yet.' },
    RUNNING: { description: 'All pods are available, and nothing is wrong.' },
    UPDATING: {
      description: 'It serves, and pods are being replaced or added.',
    },
    DEGRADED: {
      description:
        'It serves, but with fewer pods or less well than it should.',
    },
    DOWN: {
      description: 'No pod is available, and that will not pass by itself.',
    },
    STOPPING: {
      description: 'It is to have no pods, and some are still there.',
    },
    STOPPED: { description: 'It is to have no pods, and has none.' },
    PAUSED: {
      description: 'Its rollout is paused: changes do not reach the pods.',
    },
    DELETING: { description: 'It is being deleted.' },
    UNKNOWN: {
      description:
        'The cluster does not let us see enough; the message says why.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'How many pods of an app there are, and how well they do.',
})
export class Serving {
  @Field(() => Int, { description: 'How many there should be.' })
  desired!: number;

  @Field(() => Int, { description: 'How many take requests.' })
  ready!: number;

  @Field(() => Int, {
    description: 'How many have been ready for as long as the app asks for.',
  })
  available!: number;

  @Field(() => Int, { description: 'How many are of the present version.' })
  updated!: number;

  @Field(() => Int, {
    description: 'How many are of an older version or on their way out.',
  })
  old!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How an app is: whether it serves and how far its last change is are two truths, and neither stands for the whole.',
})
export class AppStatus {
  @Field(() => AppPhase, { description: 'In one word.' })
  phase!: AppPhase;

  @Field(() => String, { description: 'In one sentence.' })
  message!: string;

  @Field(() => Serving, { description: 'What serves right now.' })
  serving!: Serving;

  @Field(() => [Problem], {
    description: 'What is wrong, most important first; empty when all is well.',
  })
  problems!: Problem[];

  @Field(() => DateTime, { description: 'When the cluster was asked.' })
  observedAt!: string;

  /** What the pods tell of the rollout. */
  evidence!: RolloutEvidence;
  /** What the rollout is made from. */
  app!: App;
  replicaSets!: readonly Raw<V1ReplicaSet>[];
}
