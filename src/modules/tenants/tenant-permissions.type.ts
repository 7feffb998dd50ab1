import { ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description:
    'What the viewer may do with a tenant, by the rights that the cluster tells of: good for showing and hiding, while only the attempt decides.',
})
export class TenantPermissions {
  constructor(readonly tenantName: string) {}
}
