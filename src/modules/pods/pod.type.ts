import type { V1Pod } from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';
import { connectionType } from '../../graphql/connection.type.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { fromLabels, Label } from '../../graphql/label.type.js';
import { Node, toId } from '../../graphql/node.js';
import { versionOf } from '../../graphql/version.js';
import { Container, fromContainers } from './container.type.js';
import { toEvidence } from './pod-evidence.js';
import { toStatusWord } from './pod-status-word.js';

export enum PodPhase {
  PENDING = 'PENDING',
  RUNNING = 'RUNNING',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(PodPhase, {
  name: 'PodPhase',
  description: "Kubernetes' coarse phase of a pod.",
  valuesConfig: {
    PENDING: {
      description: 'It waits for a machine, an image or its preparation.',
    },
    RUNNING: {
      description:
        'At least one container has started; this alone does not mean ready.',
    },
    SUCCEEDED: {
      description: 'All containers ended well and will not start again.',
    },
    FAILED: {
      description: 'All containers ended, at least one of them badly.',
    },
    UNKNOWN: {
      description:
        'The machine does not tell, or the word is of a newer Kubernetes.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'A running copy of something: one or more containers on one machine.',
})
export class Pod extends Node {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => PodPhase, { description: "Kubernetes' coarse phase." })
  phase!: PodPhase;

  @Field(() => String, {
    description:
      'What kubectl prints under STATUS: `Running`, `CrashLoopBackOff`, `Init:0/1`, `Terminating` ...',
  })
  status!: string;

  @Field(() => Boolean, { description: 'Whether it takes requests.' })
  ready!: boolean;

  @Field(() => Int, {
    description: 'How often its containers were started again, in all.',
  })
  restarts!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The machine that it runs on; null while it waits for one.',
  })
  nodeName?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its address in the cluster.',
  })
  ip?: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its machine took it on.',
  })
  startedAt?: string;

  @Field(() => [Label], { description: 'Its labels.' })
  labels!: Label[];

  @Field(() => [Container], {
    description: 'Its containers; those that prepare it come first.',
  })
  containers!: Container[];

  @Field(() => String, {
    description:
      'Opaque; changes with the spec, never with the status alone. Pass it as ifVersion.',
  })
  version!: string;

  tenantName!: string;
  /** What its problems are found in. */
  raw!: Raw<V1Pod>;
  labelMap!: Record<string, string>;
  /** Its controller, when it has one. */
  owner?: { kind: string; name: string; uid: string };

  /** A Pod as the API answers it. */
  static fromPod(this: void, raw: Raw<V1Pod>): Pod {
    const {
      name = '',
      namespace = '',
      labels = {},
      creationTimestamp,
      ownerReferences,
    } = raw.metadata ?? {};
    const containers = fromContainers(raw.spec, raw.status);
    const phase = raw.status?.phase?.toUpperCase();
    const owner = ownerReferences?.find(({ controller }) => controller);
    return Object.assign(new Pod(), {
      id: toId('Pod', namespace, name),
      name,
      tenantName: namespace,
      raw: toEvidence(raw),
      phase:
        Object.values(PodPhase).find((known) => known === phase) ??
        PodPhase.UNKNOWN,
      status: toStatusWord(raw),
      ready:
        raw.status?.conditions?.some(
          ({ type, status }) => type === 'Ready' && status === 'True',
        ) ?? false,
      restarts: containers.reduce((sum, { restarts }) => sum + restarts, 0),
      nodeName: raw.spec?.nodeName,
      ip: raw.status?.podIP,
      createdAt: creationTimestamp ?? new Date(0).toISOString(),
      startedAt: raw.status?.startTime,
      labels: fromLabels(labels),
      labelMap: labels,
      containers,
      version: versionOf(raw),
      owner: owner && { kind: owner.kind, name: owner.name, uid: owner.uid },
    });
  }
}

export const { Connection: PodConnection } = connectionType(
  'Pod',
  () => Pod,
  'How many pods fit; null where the cluster does not tell it.',
);
