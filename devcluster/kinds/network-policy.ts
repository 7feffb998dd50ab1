import type { FieldError } from '../api/field-error.js';
import { invalid } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateEach, validateOneOf } from './field-validation.js';
import { type LabelSelector, validateLabelSelector } from './label-selector.js';
import { type PolicyPeer, validatePolicyPeer } from './policy-peer.js';
import { type PolicyPort, validatePolicyPort } from './policy-port.js';

const TYPES = ['Ingress', 'Egress'];

interface NetworkPolicy extends KubeObject {
  spec?: PolicySpec;
}

interface PolicySpec {
  podSelector?: LabelSelector;
  ingress?: { from?: PolicyPeer[]; ports?: PolicyPort[] }[];
  egress?: { to?: PolicyPeer[]; ports?: PolicyPort[] }[];
  policyTypes?: string[];
}

export const networkPolicies: Kind = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  singular: 'networkpolicy',
  shortNames: ['netpol'],
  namespaced: true,
  definition: 'networking.v1.NetworkPolicy',
  nameRule: 'subdomain',
  hasGeneration: true,
  defaults: setDefaults,
  validate: ({ spec = {} }: NetworkPolicy) => [
    ...validateLabelSelector(spec.podSelector, 'spec.podSelector'),
    ...validateRules(spec),
    ...validateTypes(spec.policyTypes),
  ],
};

/** K17/defaults */
function setDefaults(draft: NetworkPolicy): void {
  const spec = (draft.spec ??= {});
  for (const { ports = [] } of [
    ...(spec.ingress ?? []),
    ...(spec.egress ?? []),
  ])
    for (const port of ports) port.protocol ??= 'TCP';
  if (!spec.policyTypes?.length)
    spec.policyTypes = spec.egress?.length ? [...TYPES] : ['Ingress'];
}

function validateRules({ ingress, egress }: PolicySpec): FieldError[] {
  return [
    ...validateEach(ingress, 'spec.ingress', ({ ports, from }, field) => [
      ...validateEach(ports, `${field}.ports`, validatePolicyPort),
      ...validateEach(from, `${field}.from`, validatePolicyPeer),
    ]),
    ...validateEach(egress, 'spec.egress', ({ ports, to }, field) => [
      ...validateEach(ports, `${field}.ports`, validatePolicyPort),
      ...validateEach(to, `${field}.to`, validatePolicyPeer),
    ]),
  ];
}

function validateTypes(types: string[] = []): FieldError[] {
  const field = 'spec.policyTypes';
  return types.length > TYPES.length
    ? [invalid(field, types, 'may not specify more than two policyTypes')]
    : validateEach(types, field, (type, typeField) =>
        validateOneOf(type, typeField, TYPES),
      );
}
