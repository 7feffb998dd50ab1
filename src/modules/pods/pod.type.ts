import type { V1Pod } from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';
import { connectionType } from '../../graphql/connection.type.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { fromLabels, Label } from '../../graphql/label.type.js';
import { Node, toId } from '../../graphql/node.js';
import { versionOf } from '../../graphql/version.js';
import { Container, fromContainers } from './container.type.js';
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

const PHASES: ReadonlySet<string> = new Set(Object.values(PodPhase));

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'A running copy of something: one or more containers on one machine.',
})
export class Pod extends Node {
  get id(): string {
    return toId('Pod', this.tenantName, this.name);
  }

  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  @Field(() => PodPhase, { description: "Kubernetes' coarse phase." })
  get phase(): PodPhase {
    const phase = this.raw.status?.phase?.toUpperCase() ?? '';
    return PHASES.has(phase) ? (phase as PodPhase) : PodPhase.UNKNOWN;
  }

  @Field(() => String, {
    description:
      'What kubectl prints under STATUS: `Running`, `CrashLoopBackOff`, `Init:0/1`, `Terminating` ...',
  })
  get status(): string {
    return toStatusWord(this.raw);
  }

  @Field(() => Boolean, { description: 'Whether it takes requests.' })
  get ready(): boolean {
    const { conditions = [] } = this.raw.status ?? {};
    return conditions.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
  }

  @Field(() => Int, {
    description: 'How often its containers were started again, in all.',
  })
  get restarts(): number {
    return this.containers.reduce((sum, { restarts }) => sum + restarts, 0);
  }

  @Field(() => String, {
    nullable: true,
    description: 'The machine that it runs on; null while it waits for one.',
  })
  get nodeName(): string | undefined {
    return this.raw.spec?.nodeName;
  }

  @Field(() => String, {
    nullable: true,
    description: 'Its address in the cluster.',
  })
  get ip(): string | undefined {
    return this.raw.status?.podIP;
  }

  @Field(() => DateTime, { description: 'When it was made.' })
  get createdAt(): string {
    return this.raw.metadata?.creationTimestamp ?? new Date(0).toISOString();
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its machine took it on.',
  })
  get startedAt(): string | undefined {
    return this.raw.status?.startTime;
  }

  @Field(() => [Label], { description: 'Its labels.' })
  get labels(): Label[] {
    return fromLabels(this.labelMap);
  }

  @Field(() => [Container], {
    description: 'Its containers; those that prepare it come first.',
  })
  get containers(): Container[] {
    return fromContainers(this.raw.spec, this.raw.status);
  }

  @Field(() => String, {
    description:
      'Opaque; changes with the spec, never with the status alone. Pass it as ifVersion.',
  })
  get version(): string {
    return versionOf(this.raw);
  }

  readonly tenantName: string;
  readonly labelMap: Record<string, string>;
  /** Its controller, when it has one. */
  readonly owner: { kind: string; name: string; uid: string } | undefined;

  /** A Pod as the API answers it, as far as it was read: what few ask for is made out of it when they do. */
  constructor(readonly raw: Raw<V1Pod>) {
    super();
    const { name, namespace, labels, ownerReferences } = raw.metadata ?? {};
    this.name = name ?? '';
    this.tenantName = namespace ?? '';
    this.labelMap = labels ?? {};
    this.owner = ownerReferences?.find(({ controller }) => controller);
  }

  /** A Pod as the API answers it. */
  static fromPod(this: void, raw: Raw<V1Pod>): Pod {
    return new Pod(raw);
  }
}

export const { Connection: PodConnection } = connectionType(
  'Pod',
  () => Pod,
  'How many pods fit; null where the cluster does not tell it.',
);
