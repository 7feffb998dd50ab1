import type { V1Namespace } from '@kubernetes/client-node';
import { Field, ObjectType } from 'type-graphql';

import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { fromLabels, Label } from '../../graphql/label.type.js';
import { Node, toId } from '../../graphql/node.js';
import { versionOf } from '../../graphql/version.js';
import { PodSecurityLevel } from './pod-security.type.js';
import { fromSpecText, type TenantWish } from './tenant-spec.js';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'A namespace that belongs to one team or customer: apps, pods and services live in it.',
})
export class Tenant extends Node {
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

  @Field(() => String, { description: 'Opaque; pass it as ifVersion.' })
  version!: string;

  /** Whether its namespace is on its way out. */
  terminating!: boolean;
  /** What its namespace says about its guards. */
  stored!: TenantWish;
  uid!: string;

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
    const level = labels[`${LABELS.podSecurity}enforce`]?.toUpperCase();
    return Object.assign(new Tenant(), {
      id: toId('Tenant', name),
      name,
      displayName: annotations?.[ANNOTATIONS.displayName],
      description: annotations?.[ANNOTATIONS.description],
      labels: fromLabels(labels),
      createdAt: creationTimestamp ?? new Date(0).toISOString(),
      createdBy: annotations?.[ANNOTATIONS.createdBy],
      podSecurity: Object.values(PodSecurityLevel).find(
        (known) => known === level,
      ),
      version: versionOf(raw),
      terminating: deletionTimestamp !== undefined,
      stored: fromSpecText(annotations?.[ANNOTATIONS.spec]),
      uid,
    });
  }
}
