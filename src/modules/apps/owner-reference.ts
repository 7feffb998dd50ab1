import type { V1OwnerReference } from '@kubernetes/client-node';

import type { RawObject } from '../../cluster/cluster.js';
import type { Raw } from '../../cluster/raw.js';

/** Says that an object goes when its owner goes. */
export function ownedBy({
  apiVersion = '',
  kind = '',
  metadata,
}: RawObject): Raw<V1OwnerReference> {
  return {
    apiVersion,
    kind,
    name: metadata?.name ?? '',
    uid: metadata?.uid ?? '',
  };
}
