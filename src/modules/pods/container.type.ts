import type {
  V1Container,
  V1ContainerStatus,
  V1PodSpec,
  V1PodStatus,
} from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';
import { Cpu, Memory } from '../../graphql/quantity.scalar.js';

export enum ContainerState {
  WAITING = 'WAITING',
  RUNNING = 'RUNNING',
  TERMINATED = 'TERMINATED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(ContainerState, {
  name: 'ContainerState',
  description: 'What a container does right now.',
  valuesConfig: {
    WAITING: {
      description:
        'It has not started, or waits to start again; `reason` says why.',
    },
    RUNNING: { description: 'It runs.' },
    TERMINATED: {
      description: 'It has ended; `exitCode` and `reason` say how.',
    },
    UNKNOWN: { description: 'No machine has reported on it yet.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A container of a pod.' })
export class Container {
  @Field(() => String, { description: 'Its name in the pod.' })
  name!: string;

  @Field(() => String, { description: 'Its image.' })
  image!: string;

  @Field(() => Boolean, {
    description:
      'Whether it prepares the pod and must end before the others start.',
  })
  init!: boolean;

  @Field(() => Boolean, { description: 'Whether it takes requests.' })
  ready!: boolean;

  @Field(() => Int, { description: 'How often it was started again.' })
  restarts!: number;

  @Field(() => ContainerState, { description: 'What it does right now.' })
  state!: ContainerState;

  @Field(() => String, {
    nullable: true,
    description: 'Why it waits or ended: `ImagePullBackOff`, `OOMKilled` ...',
  })
  reason?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How it ended, when it has; 0 is well.',
  })
  exitCode?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Why its previous run ended.',
  })
  lastReason?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How its previous run ended.',
  })
  lastExitCode?: number;

  @Field(() => Cpu, { nullable: true, description: 'CPU that it asks for.' })
  cpu?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that it asks for.',
  })
  memory?: string;

  @Field(() => Cpu, {
    nullable: true,
    description: 'CPU that it may use at most.',
  })
  cpuLimit?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that it may use at most.',
  })
  memoryLimit?: string;

  static fromContainer(
    this: void,
    raw: Raw<V1Container>,
    init: boolean,
    status?: Raw<V1ContainerStatus>,
  ): Container {
    const { waiting, running, terminated } = status?.state ?? {};
    const { requests, limits } = raw.resources ?? {};
    const state = running
      ? ContainerState.RUNNING
      : terminated
        ? ContainerState.TERMINATED
        : waiting
          ? ContainerState.WAITING
          : ContainerState.UNKNOWN;
    return Object.assign(new Container(), {
      name: raw.name,
      image: raw.image ?? '',
      init,
      ready: status?.ready ?? false,
      restarts: status?.restartCount ?? 0,
      state,
      reason: waiting?.reason ?? terminated?.reason,
      exitCode: terminated?.exitCode,
      lastReason: status?.lastState?.terminated?.reason,
      lastExitCode: status?.lastState?.terminated?.exitCode,
      cpu: requests?.cpu,
      memory: requests?.memory,
      cpuLimit: limits?.cpu,
      memoryLimit: limits?.memory,
    });
  }
}

/** All containers of a pod: those that prepare it first, then its own, in the order of its spec. */
export function fromContainers(
  spec: Raw<V1PodSpec> | undefined,
  status: Raw<V1PodStatus> | undefined,
): Container[] {
  const pair = (
    containers: Raw<V1Container>[] = [],
    statuses: Raw<V1ContainerStatus>[] = [],
    init: boolean,
  ) =>
    containers.map((each) =>
      Container.fromContainer(
        each,
        init,
        statuses.find(({ name }) => name === each.name),
      ),
    );
  return [
    ...pair(spec?.initContainers, status?.initContainerStatuses, true),
    ...pair(spec?.containers, status?.containerStatuses, false),
  ];
}
