import type { Kind } from '../api/kind.js';
import {
  createServiceAllocation,
  type ServiceOptions,
} from './service-allocation.js';
import { setServiceDefaults } from './service-defaults.js';
import { fillClusterIps, inheritService } from './service-inheritance.js';
import type { ServiceObject } from './service-object.js';
import { validateBalancerStatus } from './service-traffic.js';
import { validateServiceUpdate } from './service-update.js';
import { validateService } from './service-validation.js';

/** Services, with pools of addresses and ports of their own. */
export function createServiceKind(options: ServiceOptions = {}): Kind {
  return {
    group: '',
    version: 'v1',
    kind: 'Service',
    plural: 'services',
    singular: 'service',
    shortNames: ['svc'],
    categories: ['all'],
    namespaced: true,
    subresources: ['status'],
    definition: 'v1.Service',
    nameRule: 'label',
    hasGeneration: false,
    returnsDeleted: true,
    createsOnUpdate: true,
    defaults: setServiceDefaults,
    prepareCreate(draft: ServiceObject) {
      draft.status = { loadBalancer: {} };
      fillClusterIps(draft);
    },
    prepareUpdate: inheritService,
    validate: validateService,
    validateUpdate: validateServiceUpdate,
    validateStatus: ({ spec, status }: ServiceObject) =>
      validateBalancerStatus(
        spec.type === 'LoadBalancer',
        status?.loadBalancer?.ingress,
      ),
    allocate: createServiceAllocation(options),
    fields: {
      'spec.clusterIP': (service) =>
        (service as ServiceObject).spec.clusterIP ?? '',
      'spec.type': (service) => (service as ServiceObject).spec.type ?? '',
    },
  };
}
