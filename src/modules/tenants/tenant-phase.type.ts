import { registerEnumType } from 'type-graphql';

export enum TenantPhase {
  PROVISIONING = 'PROVISIONING',
  ACTIVE = 'ACTIVE',
  DEGRADED = 'DEGRADED',
  FROZEN = 'FROZEN',
  DELETING = 'DELETING',
}

registerEnumType(TenantPhase, {
  name: 'TenantPhase',
  description: 'How a tenant is, as far as the viewer may see.',
  valuesConfig: {
    PROVISIONING: {
      description: 'It is new, and its guards are still being written.',
    },
    ACTIVE: {
      description:
        'No guard is known to be amiss. `message` says so when not all of them could be checked.',
    },
    DEGRADED: {
      description: 'A guard is missing, or says something else than it should.',
    },
    FROZEN: { description: 'Nothing in it may be changed for now.' },
    DELETING: { description: 'It is on its way out with everything in it.' },
  },
});
