import {
  addAmounts,
  type Amounts,
  filterAmounts,
  largerAmounts,
  toAmounts,
} from './amounts.js';
import type { PodSpec, ResourceNeeds } from './pod-object.js';

const NOTHING: Amounts = new Map();

/** What a pod needs at its busiest: all containers with the sidecars, or one init container with the sidecars started before
 * it. What is said for the pod as a whole goes before. */
export function needsOf(spec: PodSpec, side: keyof ResourceNeeds): Amounts {
  let running = NOTHING;
  for (const { resources } of spec.containers ?? [])
    running = addAmounts(running, toAmounts(resources?.[side]));
  let sidecars = NOTHING;
  let starting = NOTHING;
  for (const { resources, restartPolicy } of spec.initContainers ?? []) {
    const own = toAmounts(resources?.[side]);
    const together = addAmounts(own, sidecars);
    starting = largerAmounts(starting, together);
    if (restartPolicy !== 'Always') continue;
    running = addAmounts(running, own);
    sidecars = together;
  }
  const whole = filterAmounts(toAmounts(spec.resources?.[side]), isOfPods);
  return new Map([...largerAmounts(running, starting), ...whole]);
}

/** Whether a pod says as a whole what it needs. */
export const hasOwnNeeds = ({ resources }: PodSpec): boolean =>
  [resources?.requests, resources?.limits].some((list) =>
    Object.keys(list ?? {}).some(isOfPods),
  );

const isOfPods = (key: string): boolean =>
  key === 'cpu' || key === 'memory' || key.startsWith('hugepages-');
