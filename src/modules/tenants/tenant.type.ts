import type { V1Namespace } from '@kubernetes/client-node';
import { Field, ObjectType } from 'type-graphql';

import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { fromLabels, Label } from '../../graphql/label.type.js';
import { Node, toId } from '../../graphql/node.js';
import { versionOf } from '../../graphql/version.js';
import { toDeletionSentences } from './deletion-sentences.js';
import { Egress } from './egress.type.js';
import { PodSecurityLevel } from './pod-security.type.js';
import { toPodSecurityLevel } from './tenant.manifest.js';
import { fromSpecText, type TenantWish } from './tenant-spec.js';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'A namespace that belongs to one team or customer: apps, pods and services live in it.',
})
export class Tenant extends Node {
  readonly id!: string;

  @Field(() => String, { description: 'The name of its namespace.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'A name for people.' })
  displayName?: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string;

  @Field(() => [Label], { description: 'Labels of its namespace.' })
  labels!: Label[];

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who made it, when it was made here.',
  })
  createdBy?: string;

  @Field(() => PodSecurityLevel, {
    nullable: true,
    description:
      'What its pods may do; null when the cluster does not restrict them by this means.',
  })
  podSecurity?: PodSecurityLevel;

  @Field(() => Egress, {
    nullable: true,
    description:
      'Where its pods are meant to connect to; null for a tenant that was made without saying so. `guards` tells whether the network policies that see to it are there.',
  })
  get egress(): Egress | undefined {
    return this.stored.egress;
  }

  @Field(() => Boolean, { description: 'Whether deleteTenant refuses it.' })
  get deleteProtected(): boolean {
    return this.stored.deleteProtected ?? false;
  }

  @Field(() => [String], {
    description:
      'While it is DELETING: what still stands in the way, as far as the cluster tells.',
  })
  deletion!: string[];

  @Field(() => String, { description: 'Opaque; pass it as ifVersion.' })
  version!: string;

  /** Whether its namespace is on its way out. */
  terminating!: boolean;
  uid!: string;
  specText?: string;
  private wish?: TenantWish;

  /** What its namespace says about its guards; read when it is asked for. */
  get stored(): TenantWish {
    return (this.wish ??= fromSpecText(this.specText));
  }

  /** Whether its pods may not run as root. */
  get forbidsRoot(): boolean {
    return this.podSecurity === PodSecurityLevel.RESTRICTED;
  }

  /** A Namespace as the API answers it; undefined when it is not a tenant. */
  static fromNamespace(this: void, raw: Raw<V1Namespace>): Tenant | undefined {
    const {
      name = '',
      uid = '',
      labels,
      annotations,
      creationTimestamp,
      deletionTimestamp,
    } = raw.metadata ?? {};
    if (labels?.[LABELS.tenant] !== name) return undefined;
    return Object.assign(new Tenant(), {
      id: toId('Tenant', name),
      name,
      displayName: annotations?.[ANNOTATIONS.displayName],
      description: annotations?.[ANNOTATIONS.description],
      labels: fromLabels(labels),
      createdAt: creationTimestamp ?? new Date(0).toISOString(),
      createdBy: annotations?.[ANNOTATIONS.createdBy],
      podSecurity: toPodSecurityLevel(labels),
      version: versionOf(raw),
      terminating: deletionTimestamp !== undefined,
      deletion: toDeletionSentences(raw),
      specText: annotations?.[ANNOTATIONS.spec],
      uid,
    });
  }
}
