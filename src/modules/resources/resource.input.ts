import { Field, InputType, Int, registerEnumType } from 'type-graphql';

import { DryRun, IfVersion } from '../../graphql/input-fields.js';
import { Json } from '../../graphql/json.scalar.js';

export enum PatchType {
  MERGE = 'MERGE',
  STRATEGIC = 'STRATEGIC',
  JSON = 'JSON',
  APPLY = 'APPLY',
}

registerEnumType(PatchType, {
  name: 'PatchType',
  description: 'How a patch is to be read.',
  valuesConfig: {
    MERGE: {
      description:
        'JSON merge patch: fields that are named get these values, null removes, lists are replaced as a whole.',
    },
    STRATEGIC: {
      description:
        "Kubernetes' own: as MERGE, but lists of named things are merged by their names. Custom kinds do not know it.",
    },
    JSON: {
      description:
        'JSON patch: a list of operations such as `{op: "replace", path: "/spec/replicas", value: 3}`.',
    },
    APPLY: {
      description:
        'Server-side apply: the fields that this server is to own; the object is made when it is not there.',
    },
  },
});

export enum Propagation {
  BACKGROUND = 'BACKGROUND',
  FOREGROUND = 'FOREGROUND',
  ORPHAN = 'ORPHAN',
}

registerEnumType(Propagation, {
  name: 'Propagation',
  description: 'What becomes of the objects that an object owns.',
  valuesConfig: {
    BACKGROUND: { description: 'They are deleted after it.' },
    FOREGROUND: {
      description: 'They are deleted first; it stays until they are gone.',
    },
    ORPHAN: { description: 'They stay.' },
  },
});

const Namespace = (description: string): PropertyDecorator =>
  Field(() => String, { nullable: true, description });
const ApiVersion = (): PropertyDecorator =>
  Field(() => String, { description: 'API group and version: `apps/v1`.' });
const KindName = (): PropertyDecorator =>
  Field(() => String, { description: 'The kind: `Deployment`.' });
const Propagated = (): PropertyDecorator =>
  Field(() => Propagation, {
    nullable: true,
    defaultValue: Propagation.BACKGROUND,
    description: 'What becomes of the objects that it owns.',
  });

@InputType({ description: 'An object of any kind to make.' })
export class CreateResourceInput {
  @Field(() => Json, {
    description:
      'The object, with `apiVersion`, `kind` and `metadata.name` (or `metadata.generateName`).',
  })
  object!: unknown;

  @Namespace('Its namespace, unless `metadata.namespace` says it.')
  namespace?: string;

  @Field(() => String, {
    nullable: true,
    description:
      '`eviction` of a pod (object: an Eviction of its name), `token` of a service account (a TokenRequest), `binding` of a pod (a Binding).',
  })
  subresource?: string;

  @DryRun()
  dryRun?: boolean;
}

@InputType({ description: 'The whole of an object as it is to be.' })
export class ReplaceResourceInput {
  @Field(() => Json, {
    description:
      'The whole object. What it lacks is removed; with `metadata.resourceVersion` it is refused when the object is newer.',
  })
  object!: unknown;

  @Namespace('Its namespace, unless `metadata.namespace` says it.')
  namespace?: string;

  @Field(() => String, {
    nullable: true,
    description:
      '`status`, `scale` or another subresource: only that part is replaced. For `scale`, send the object itself with `spec.replicas`, or a Scale.',
  })
  subresource?: string;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun?: boolean;
}

@InputType({ description: 'A change of an object of any kind.' })
export class PatchResourceInput {
  @ApiVersion()
  apiVersion!: string;

  @KindName()
  kind!: string;

  @Namespace('Its namespace; left out for kinds without one.')
  namespace?: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => PatchType, {
    nullable: true,
    defaultValue: PatchType.MERGE,
    description: 'How the patch is to be read.',
  })
  type!: PatchType;

  @Field(() => Json, {
    description:
      'An object; for the type JSON a list of operations. For APPLY, `apiVersion`, `kind` and the name are filled in.',
  })
  patch!: unknown;

  @Field(() => String, {
    nullable: true,
    description: '`status`, `scale` or another subresource to change.',
  })
  subresource?: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'APPLY only: take over fields that others own.',
  })
  force?: boolean;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun?: boolean;
}

@InputType({ description: 'Which object to delete, and how.' })
export class DeleteResourceInput {
  @ApiVersion()
  apiVersion!: string;

  @KindName()
  kind!: string;

  @Namespace('Its namespace; left out for kinds without one.')
  namespace?: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Propagated()
  propagation!: Propagation;

  @Field(() => Int, {
    nullable: true,
    description:
      'How long it may take to end; 0 ends it at once, without waiting for its node.',
  })
  gracePeriodSeconds?: number;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun?: boolean;
}

@InputType({ description: 'Which objects to delete, and how.' })
export class DeleteResourcesInput {
  @ApiVersion()
  apiVersion!: string;

  @KindName()
  kind!: string;

  @Namespace('In which namespace; left out for kinds without one.')
  namespace?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Those with such labels: `app=web,tier!=db`.',
  })
  labelSelector?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Those with such fields, where the kind has any to select by.',
  })
  fieldSelector?: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Needed to delete all of them, without any selector.',
  })
  confirmAll?: boolean;

  @Propagated()
  propagation!: Propagation;

  @DryRun()
  dryRun?: boolean;
}
