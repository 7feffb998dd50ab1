import { isEqual } from '../store/is-equal.js';
import { type ClusterObject, fromKey, keyOf } from './cluster-object.js';
import { type Controller, startWhenSynced } from './controller.js';
import { watchEndingNamespaces } from './ending-namespaces.js';
import { type EndpointSubset, toSubsets } from './endpoint-subsets.js';
import type { Pod } from './pod.js';
import { ENDPOINTS, PODS, SERVICES } from './resource.js';
import type { Service } from './service.js';
import { toEndpointLabels, toTriggerTime } from './service-endpoint.js';
import { selectsPods, ServicePods } from './service-pods.js';
import { isOfEndingNamespace, unlessGone } from './status-answer.js';
import { WorkQueue } from './work-queue.js';

interface Endpoints extends ClusterObject {
  subsets?: EndpointSubset[];
}

const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
const name = 'endpoint-controller';

/** Keeps the older form of a service's endpoints: one object, named like the service (K19/endpoints). */
export const runEndpoints: Controller = ({ collections, signal, log }) => {
  const services = collections.of<Service>(SERVICES);
  const pods = collections.of<Pod>(PODS);
  const endpoints = collections.of<Endpoints>(ENDPOINTS);
  const ending = watchEndingNamespaces(collections);
  const servicePods = new ServicePods(services, pods);
  const queue = new WorkQueue({ name, work: synchronise, signal, log });

  async function synchronise(key: string): Promise<void> {
    if (ending.has(fromKey(key)[0])) return;
    const service = services.cache.find(key);
    const present = endpoints.cache.find(key);
    // Whoever made them, they go with the service.
    if (!service && present) await unlessGone(endpoints.remove(present));
    if (!service || !selectsPods(service)) return;
    const selected = servicePods.podsOf(service);
    const subsets = toSubsets(service, selected);
    const labels = { ...toEndpointLabels(service), [MANAGED_BY]: name };
    if (
      present &&
      isEqual(present.subsets ?? [], subsets) &&
      isEqual(present.metadata.labels, labels)
    )
      return;
    const metadata = {
      ...present?.metadata,
      name: service.metadata.name,
      labels,
      annotations: {
        ...present?.metadata.annotations,
        [TRIGGER_TIME]: toTriggerTime(service, selected),
      },
    };
    if (present)
      await endpoints.replace({
        ...present,
        metadata: { ...present.metadata, ...metadata },
        subsets,
      });
    else await create(key, { metadata, subsets });
  }

  async function create(key: string, body: object): Promise<void> {
    try {
      await endpoints.create(fromKey(key)[0], body);
    } catch (error) {
      if (!isOfEndingNamespace(error)) throw error;
    }
  }

  servicePods.feed(queue);
  endpoints.cache.onChange((now, before) => {
    if (!now && before) queue.add(keyOf(before));
  });
  startWhenSynced([services, pods, endpoints, ending], () => queue.start());
};
