import { Field, InputType, registerEnumType } from 'type-graphql';

import { DryRun, IfVersion } from '../../graphql/input-fields.js';
import { LabelInput } from '../../graphql/label.type.js';
import { ContainerDefaultsInput } from './container-defaults.input.js';
import { Egress } from './egress.type.js';
import { MemberInput } from './member.input.js';
import { PodSecurityLevel } from './pod-security.type.js';
import { QuotaInput } from './quota.input.js';
import { TenantPhase } from './tenant-phase.type.js';

export enum TenantOrder {
  NAME = 'NAME',
  NAME_DESC = 'NAME_DESC',
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
}

registerEnumType(TenantOrder, {
  name: 'TenantOrder',
  description: 'How tenants are sorted.',
  valuesConfig: {
    NAME: { description: 'By name, a to z.' },
    NAME_DESC: { description: 'By name, z to a.' },
    NEWEST: { description: 'The newest first.' },
    OLDEST: { description: 'The oldest first.' },
  },
});

@InputType({
  description: 'Which tenants; all of the conditions hold together.',
})
export class TenantFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  nameContains?: string;

  @Field(() => [TenantPhase], {
    nullable: true,
    description:
      'In one of these phases. Guards decide about most phases, so those of every tenant that fits otherwise are read.',
  })
  phase?: TenantPhase[];

  @Field(() => String, {
    nullable: true,
    description:
      'A Kubernetes label selector on the namespace: `team=blue,stage in (dev,test)`.',
  })
  labelSelector?: string;
}

@InputType({ description: 'A new tenant.' })
export class CreateTenantInput {
  @Field(() => String, {
    description: 'Its name, which is the name of its namespace: a DNS label.',
  })
  name!: string;

  @Field(() => String, { nullable: true, description: 'A name for people.' })
  displayName?: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string;

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Labels of your own for its namespace.',
  })
  labels?: LabelInput[];

  @Field(() => [QuotaInput], {
    nullable: true,
    description:
      "What may be used in all. Laid over the server's default plan, resource by resource.",
  })
  quota?: QuotaInput[];

  @Field(() => ContainerDefaultsInput, {
    nullable: true,
    description:
      "What a container gets that asks for nothing. Laid over the server's default plan, field by field.",
  })
  containerDefaults?: ContainerDefaultsInput;

  @Field(() => PodSecurityLevel, {
    nullable: true,
    defaultValue: PodSecurityLevel.RESTRICTED,
    description: 'What its pods may do.',
  })
  podSecurity!: PodSecurityLevel;

  @Field(() => Egress, {
    nullable: true,
    defaultValue: Egress.INTERNET,
    description: 'Where its pods may connect to.',
  })
  egress!: Egress;

  @Field(() => [MemberInput], {
    nullable: true,
    description: 'Who has rights in it. They get them when all else stands.',
  })
  members?: MemberInput[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Refuse to delete it until this is lifted with updateTenant.',
  })
  deleteProtected!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Take over an existing namespace that is not a tenant yet. Its quota and network policies hold at once for what runs there: see `warnings`, with `dryRun` first.',
  })
  adopt!: boolean;

  @DryRun()
  dryRun!: boolean;
}

@InputType({ description: 'A change of a tenant; what is not sent stays.' })
export class UpdateTenantInput {
  @Field(() => String, { description: 'Which tenant.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'A name for people; empty text clears it.',
  })
  displayName?: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it is for; empty text clears it.',
  })
  description?: string;

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Replaces all labels that are not reserved.',
  })
  labels?: LabelInput[];

  @Field(() => [QuotaInput], {
    nullable: true,
    description:
      'Changes these lines of the quota. What is used beyond a lower one keeps running.',
  })
  quota?: QuotaInput[];

  @Field(() => ContainerDefaultsInput, {
    nullable: true,
    description:
      'Changes these values, for containers that are made from now on.',
  })
  containerDefaults?: ContainerDefaultsInput;

  @Field(() => PodSecurityLevel, {
    nullable: true,
    description: 'What its pods may do from now on; running pods stay.',
  })
  podSecurity?: PodSecurityLevel;

  @Field(() => Egress, {
    nullable: true,
    description: 'Where its pods may connect to, at once.',
  })
  egress?: Egress;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether deleteTenant is refused.',
  })
  deleteProtected?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'While true, every mutation of the tenant and what is in it answers TENANT_FROZEN; only `frozen: false` is taken.',
  })
  frozen?: boolean;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}

@InputType({ description: 'The end of a tenant, with everything in it.' })
export class DeleteTenantInput {
  @Field(() => String, { description: 'Which tenant.' })
  name!: string;

  @Field(() => String, {
    description: 'The name once more, so that no slip deletes a tenant.',
  })
  confirmName!: string;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}

@InputType({
  description: 'A tenant whose guards are to be as they were wished.',
})
export class RepairTenantInput {
  @Field(() => String, { description: 'Which tenant.' })
  name!: string;

  @DryRun()
  dryRun!: boolean;
}
