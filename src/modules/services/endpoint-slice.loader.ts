import type { V1EndpointSlice } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { createScopedLists } from '../../graphql/scoped-lists.js';
import { type EndpointSlice, fromEndpointSlice } from './endpoints.type.js';

/** What is read of an EndpointSlice. */
const SLICE_FIELDS = [
  'metadata.namespace',
  'metadata.labels',
  'ports.port',
  'endpoints.addresses',
  'endpoints.conditions',
];

/** All EndpointSlices by tenant, in batched lists. */
export const endpointSlicesByTenant = perRequest((context: Context) =>
  createScopedLists<Raw<V1EndpointSlice>, EndpointSlice>(
    context,
    KINDS.endpointSlice,
    {
      fields: SLICE_FIELDS,
      project: fromEndpointSlice,
      namespaceOf: ({ namespace }) => namespace,
    },
  ),
);
