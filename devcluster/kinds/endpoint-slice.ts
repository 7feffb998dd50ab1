import { type FieldError, invalid } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateEach, validateRequiredOneOf } from './field-validation.js';
import { type SliceEndpoint, validateEndpoint } from './slice-endpoint.js';
import { type SlicePort, validateSlicePorts } from './slice-port.js';
import { tooMany } from './too-many.js';

const MOST_ENDPOINTS = 1000;

interface EndpointSlice extends KubeObject {
  addressType?: string;
  endpoints?: SliceEndpoint[] | null;
  ports?: SlicePort[] | null;
}

export const endpointSlices: Kind = {
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  namespaced: true,
  definition: 'discovery.v1.EndpointSlice',
  nameRule: 'subdomain',
  hasGeneration: true,
  defaults({ ports }: EndpointSlice) {
    for (const port of ports ?? []) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
  },
  prepareCreate: dropTopology,
  prepareUpdate: dropTopology,
  validate,
  validateUpdate: (draft: EndpointSlice, old: EndpointSlice) =>
    draft.addressType === old.addressType
      ? []
      : [invalid('addressType', null, 'field is immutable')],
};

/** Kept for clients of the beta API, which this is not. */
function dropTopology({ endpoints }: EndpointSlice): void {
  for (const endpoint of endpoints ?? []) delete endpoint.deprecatedTopology;
}

function validate({
  addressType,
  endpoints,
  ports,
}: EndpointSlice): FieldError[] {
  return [
    ...validateRequiredOneOf(addressType, 'addressType', [
      'FQDN',
      'IPv4',
      'IPv6',
    ]),
    ...validateSlicePorts(ports ?? [], 'ports'),
    ...tooMany(endpoints, 'endpoints', MOST_ENDPOINTS, () =>
      validateEach(endpoints, 'endpoints', (endpoint, field) =>
        validateEndpoint(endpoint, addressType, field),
      ),
    ),
  ];
}
