import { Field, ObjectType } from 'type-graphql';

import type { RawObject } from '../../cluster/cluster.js';
import type { Kind } from '../../cluster/kinds.js';
import { connectionType } from '../../graphql/connection.type.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { fromLabels, Label } from '../../graphql/label.type.js';
import { Node, toId } from '../../graphql/node.js';
import { versionOf } from '../../graphql/version.js';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'An object of any kind that the cluster serves, with the rights of the caller.',
})
export class Resource extends Node {
  readonly id!: string;

  @Field(() => String, { description: 'API group and version: `apps/v1`.' })
  apiVersion!: string;

  @Field(() => String, { description: 'Its kind: `Deployment`.' })
  kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its namespace; null for kinds without one.',
  })
  namespace?: string;

  @Field(() => String, {
    description: 'Its name; empty for what is asked and not stored.',
  })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Unique id; null for what is not stored, e.g. a ComponentStatus.',
  })
  uid?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Opaque; pass it as `ifVersion`. Null for what is not stored.',
  })
  version?: string;

  @Field(() => [Label], { description: 'Its labels, in the order of keys.' })
  labels!: Label[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was made; null for what is not stored.',
  })
  createdAt?: string;

  /** The object, or its metadata where no more was asked for. */
  raw!: RawObject;
  /** Whether it is the answer to a write, which shows more than the caller may read. */
  written!: boolean;

  static fromObject(
    this: void,
    { apiVersion, kind }: Pick<Kind, 'apiVersion' | 'kind'>,
    raw: RawObject,
    written = false,
  ): Resource {
    const {
      namespace,
      name = '',
      uid,
      labels,
      creationTimestamp,
    } = raw.metadata ?? {};
    return Object.assign(new Resource(), {
      id: toResourceId(apiVersion, kind, namespace, name),
      apiVersion,
      kind,
      namespace: namespace || undefined,
      name,
      uid,
      version: uid === undefined ? undefined : versionOf(raw),
      labels: fromLabels(labels),
      createdAt: creationTimestamp,
      raw: { ...raw, apiVersion, kind },
      written,
    });
  }
}

/** The id of an object; its parts are encoded, for apiVersions have slashes. */
export function toResourceId(
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  name: string,
): string {
  const parts = [apiVersion, kind, namespace ?? '', name];
  return toId('Resource', ...parts.map(encodeURIComponent));
}

/** A part of such an id; empty when it is none of ours. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

export const { Connection: ResourceConnection } = connectionType(
  'Resource',
  () => Resource,
  'Null: it would cost the whole list.',
);
