import type { V1Service } from '@kubernetes/client-node';

import { WHOLE } from '../../cluster/fields.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { createScopedLists } from '../../graphql/scoped-lists.js';
import { plainFields } from '../pods/plain-fields.js';
import { Service } from './service.type.js';

/** All services by tenant, in batched lists. */
export const servicesByTenant = perRequest((context: Context) =>
  createScopedLists<Raw<V1Service>, Service>(context, KINDS.service, {
    fields: plainFields('Service', context) ?? WHOLE,
    project: Service.fromService,
    namespaceOf: ({ tenantName }) => tenantName,
  }),
);
