import { registerEnumType } from 'type-graphql';

export enum PodSecurityLevel {
  RESTRICTED = 'RESTRICTED',
  BASELINE = 'BASELINE',
  PRIVILEGED = 'PRIVILEGED',
}

registerEnumType(PodSecurityLevel, {
  name: 'PodSecurityLevel',
  description:
    "What pods of a tenant may do, by Kubernetes' pod security standards.",
  valuesConfig: {
    RESTRICTED: {
      description:
        'The safest: no root, no added rights. Everything that Moorage writes fits it, unless an image runs as root.',
    },
    BASELINE: {
      description:
        'No known ways to gain rights over the node; root inside the container is allowed.',
    },
    PRIVILEGED: { description: 'No restriction at all.' },
  },
});
