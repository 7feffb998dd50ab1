import type { Mutator } from '../api/admission.js';
import { type Limit, limitsFor } from './limit-range.js';
import {
  type ContainerSpec,
  newPodOf,
  type PodObject,
  type ResourceList,
} from './pod-object.js';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/** Fills in the requests and limits that a pod's containers lack, and notes it on the pod (K14/defaults). */
export const setLimitDefaults: Mutator = (request) => {
  const pod = newPodOf(request);
  if (pod) for (const limits of limitsFor(request)) fill(pod, limits);
};

function fill({ metadata, spec }: PodObject, limits: readonly Limit[]): void {
  const defaults: Defaults = { requests: {}, limits: {} };
  for (const limit of limits.filter(({ type }) => type === 'Container')) {
    Object.assign(defaults.requests, limit.defaultRequest);
    Object.assign(defaults.limits, limit.default);
  }
  const notes = [
    ...(spec.containers ?? []).flatMap((one) =>
      note(one, 'container', defaults),
    ),
    ...(spec.initContainers ?? []).flatMap((one) =>
      note(one, 'init container', defaults),
    ),
  ];
  if (notes.length > 0)
    metadata.annotations = {
      ...metadata.annotations,
      [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}`,
    };
}

interface Defaults {
  requests: ResourceList;
  limits: ResourceList;
}

/** Fills a container and says what was set. */
function note(
  container: ContainerSpec,
  what: string,
  defaults: Defaults,
): string[] {
  return (['requests', 'limits'] as const).flatMap((side) => {
    const own = container.resources?.[side] ?? {};
    const missing = Object.entries(defaults[side]).filter(
      ([key]) => !(key in own),
    );
    if (missing.length === 0) return [];
    container.resources = {
      ...container.resources,
      [side]: { ...own, ...Object.fromEntries(missing) },
    };
    const names = missing.map(([key]) => key).sort();
    return `${names.join(', ')} ${side.slice(0, -1)} for ${what} ${container.name}`;
  });
}
