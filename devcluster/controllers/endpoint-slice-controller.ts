import { isEqual } from '../store/is-equal.js';
import { isBeingDeleted, toKey } from './cluster-object.js';
import { type Controller, startWhenSynced } from './controller.js';
import { watchEndingNamespaces } from './ending-namespaces.js';
import {
  type EndpointSlice,
  MANAGED_BY,
  MANAGER,
  SERVICE_NAME,
  toEndpointGroups,
  toSlice,
  toSliceLabels,
} from './endpoint-slice.js';
import type { Pod } from './pod.js';
import { ENDPOINT_SLICES, PODS, SERVICES } from './resource.js';
import type { Service } from './service.js';
import { toTriggerTime } from './service-endpoint.js';
import { selectsPods, ServicePods } from './service-pods.js';
import { planSlices } from './slice-plan.js';
import { isOfEndingNamespace, unlessGone } from './status-answer.js';
import { WorkQueue } from './work-queue.js';

const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

/** Keeps the endpoints of services in slices of at most a hundred (K19/endpoints). */
export const runEndpointSlices: Controller = ({ collections, signal, log }) => {
  const services = collections.of<Service>(SERVICES);
  const pods = collections.of<Pod>(PODS);
  const slices = collections.of<EndpointSlice>(ENDPOINT_SLICES);
  const ending = watchEndingNamespaces(collections);
  const servicePods = new ServicePods(services, pods);
  const slicesByService = slices.cache.indexBy('service', (slice) =>
    isOwn(slice) ? [serviceKeyOf(slice)] : [],
  );
  const name = 'endpoint-slice-controller';
  const queue = new WorkQueue({ name, work: synchronise, signal, log });

  async function synchronise(key: string): Promise<void> {
    const service = services.cache.find(key);
    // The collector removes the slices of a service that is gone.
    if (!service || !selectsPods(service)) return;
    if (ending.has(service.metadata.namespace)) return;
    const present = slicesByService.get(key);
    const isOfService = ({ metadata }: EndpointSlice) =>
      !!metadata.ownerReferences?.some(
        ({ uid }) => uid === service.metadata.uid,
      );
    const selected = servicePods.podsOf(service);
    const own = present.filter(isOfService);
    const plan = planSlices(own, toEndpointGroups(service, selected));
    const labels = toSliceLabels(service);
    const annotations = { [TRIGGER_TIME]: toTriggerTime(service, selected) };
    const mark = <T extends { metadata: object }>(slice: T): T => ({
      ...slice,
      metadata: { ...slice.metadata, labels, annotations },
    });
    const isTouched = new Set(
      [...plan.update, ...plan.remove].map(({ metadata }) => metadata.uid),
    );
    const relabelled = own.filter(
      ({ metadata }) =>
        !isTouched.has(metadata.uid) && !isEqual(metadata.labels, labels),
    );
    const created = isBeingDeleted(service) ? [] : plan.create;
    await Promise.all([
      ...created.map((group) => create(service, mark(toSlice(service, group)))),
      ...[...plan.update, ...relabelled].map((slice) =>
        slices.replace(mark(slice)),
      ),
      ...[...plan.remove, ...present.filter((one) => !isOfService(one))].map(
        (slice) => unlessGone(slices.remove(slice)),
      ),
    ]);
  }

  async function create(service: Service, body: object): Promise<void> {
    try {
      await slices.create(service.metadata.namespace, body);
    } catch (error) {
      if (!isOfEndingNamespace(error)) throw error;
    }
  }

  servicePods.feed(queue);
  slices.cache.onChange((now, before) => {
    if (!now && before && isOwn(before)) queue.add(serviceKeyOf(before));
  });
  startWhenSynced([services, pods, slices, ending], () => queue.start());
};

function isOwn({ metadata }: EndpointSlice): boolean {
  return metadata.labels?.[MANAGED_BY] === MANAGER;
}

function serviceKeyOf({ metadata }: EndpointSlice): string {
  return toKey(metadata.namespace, metadata.labels?.[SERVICE_NAME] ?? '');
}
