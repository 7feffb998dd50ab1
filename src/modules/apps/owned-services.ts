import type { V1Service } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { isForbidden } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import { selectorPicks } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { isOwnedBy } from './app-service.manifest.js';
import type { RawWorkload } from './workload.js';

type Service = Raw<V1Service>;

/** The services that a workload owns, and the others that pick its pods. Who may not list services learns of none. */
export async function readServicesOf(
  cluster: Reader,
  workload: RawWorkload,
): Promise<{ owned: Service[]; others: Service[] }> {
  const services = await readServices(cluster, workload.metadata?.namespace);
  const labels = workload.spec?.template?.metadata?.labels;
  const owned = services.filter((service) => isOwnedBy(service, workload));
  const others = services.filter(
    (service) =>
      !owned.includes(service) && selectorPicks(service.spec?.selector, labels),
  );
  return { owned, others };
}

async function readServices(
  cluster: Reader,
  namespace: string | undefined,
): Promise<Service[]> {
  try {
    const { items } = await cluster.list<Service, Service>(KINDS.service, {
      namespace,
      project: ({ metadata, spec }) => ({
        metadata,
        spec: { selector: spec?.selector },
      }),
    });
    return items;
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}
