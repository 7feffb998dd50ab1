import { registerEnumType } from 'type-graphql';

export enum Egress {
  INTERNET = 'INTERNET',
  TENANT_ONLY = 'TENANT_ONLY',
  NONE = 'NONE',
}

registerEnumType(Egress, {
  name: 'Egress',
  description: 'Where pods of a tenant may connect to.',
  valuesConfig: {
    INTERNET: {
      description:
        "The tenant's own pods, the cluster's DNS and the internet, without private ranges and addresses of cloud metadata.",
    },
    TENANT_ONLY: {
      description: "The tenant's own pods and the cluster's DNS.",
    },
    NONE: { description: 'Nowhere at all, not even to DNS or each other.' },
  },
});
