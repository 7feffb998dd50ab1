import type { V1Service } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { onVersion } from '../../graphql/check-version.js';
import type { Writes } from '../../graphql/writes.js';
import { warnOfClosedPods } from './closed-pods.js';
import type { UpdateServiceInput } from './service.input.js';
import { changeService } from './service.manifest.js';
import { Service } from './service.type.js';

/** Changes a service, and warns when it becomes one that leads from outside to closed pods. */
export async function updateService(
  cluster: Reader,
  writes: Writes,
  input: UpdateServiceInput,
): Promise<Service> {
  const service = await writes.change<Raw<V1Service>>(
    KINDS.service,
    { namespace: input.tenant, name: input.name },
    onVersion(input.ifVersion, (current) => changeService(current, input)),
  );
  if (input.type ?? input.selector)
    await warnOfClosedPods(cluster, writes, service);
  return Service.fromService(service);
}
