import { Field, InputType, registerEnumType } from 'type-graphql';

import { checkLabels } from '../../graphql/check-labels.js';
import { checkDnsLabel } from '../../graphql/check-name.js';
import { DryRun, IfVersion } from '../../graphql/input-fields.js';
import { LabelInput } from '../../graphql/label.type.js';
import {
  type UserError,
  userError,
  UserErrorCode,
} from '../../graphql/user-error.type.js';
import { PodSecurityLevel } from './pod-security.type.js';
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

  @Field(() => PodSecurityLevel, {
    nullable: true,
    defaultValue: PodSecurityLevel.RESTRICTED,
    description: 'What its pods may do.',
  })
  podSecurity!: PodSecurityLevel;

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

  @Field(() => PodSecurityLevel, {
    nullable: true,
    description: 'What its pods may do from now on; running pods stay.',
  })
  podSecurity?: PodSecurityLevel;

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

/** A wish for a tenant: name, labels, and the names that are the cluster's own. */
export function checkCreateTenant(
  input: CreateTenantInput,
  reserved: readonly string[],
): UserError[] {
  const { name } = input;
  if (
    name === 'default' ||
    /^(kube|openshift)-/.test(name) ||
    reserved.includes(name)
  ) {
    const message = `"${name}" is kept for the cluster itself. Choose another name.`;
    return [
      userError(UserErrorCode.NAME_RESERVED, message, {
        field: ['input', 'name'],
      }),
    ];
  }
  return [
    ...checkDnsLabel(['name'], name),
    ...checkLabels(input.labels, 'labels', true),
  ];
}

/** A change of a tenant. */
export function checkUpdateTenant(input: UpdateTenantInput): UserError[] {
  return checkLabels(input.labels, 'labels', true);
}

/** The name must be repeated exactly. */
export function checkDeleteTenant({
  name,
  confirmName,
}: DeleteTenantInput): UserError[] {
  if (name === confirmName) return [];
  const message = `confirmName is "${confirmName}" but the tenant is "${name}": repeat its name to delete it with everything in it.`;
  return [
    userError(UserErrorCode.NOT_CONFIRMED, message, {
      field: ['input', 'confirmName'],
    }),
  ];
}
