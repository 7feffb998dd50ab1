import { Field, ID, ObjectType } from 'type-graphql';

import { MutationPayload } from '../../graphql/payload.type.js';
import { Tenant } from './tenant.type.js';

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the new tenant.',
})
export class CreateTenantPayload extends MutationPayload {
  @Field(() => Tenant, {
    nullable: true,
    description:
      'The tenant; null when it was refused. When something failed on the way it may lack guards and members: see `userErrors`, and repairTenant.',
  })
  tenant?: Tenant;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the change.',
})
export class UpdateTenantPayload extends MutationPayload {
  @Field(() => Tenant, {
    nullable: true,
    description: 'The tenant as it is now; null when the change was refused.',
  })
  tenant?: Tenant;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the deletion.',
})
export class DeleteTenantPayload extends MutationPayload {
  @Field(() => Tenant, {
    nullable: true,
    description: 'The tenant on its way out; null when it was refused.',
  })
  tenant?: Tenant;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the tenant that is going; null when it was refused.',
  })
  deletedId?: string;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the repair.',
})
export class RepairTenantPayload extends MutationPayload {
  @Field(() => Tenant, {
    nullable: true,
    description: 'The tenant as it is now; null when the repair was refused.',
  })
  tenant?: Tenant;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the member.',
})
export class SetTenantMemberPayload extends MutationPayload {
  @Field(() => Tenant, {
    nullable: true,
    description: 'The tenant as it is now; null when the change was refused.',
  })
  tenant?: Tenant;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the member who leaves.',
})
export class RemoveTenantMemberPayload extends MutationPayload {
  @Field(() => Tenant, {
    nullable: true,
    description: 'The tenant as it is now; null when the change was refused.',
  })
  tenant?: Tenant;
}
