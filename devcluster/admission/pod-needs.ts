import {
  addAmounts,
  type Amounts,
  largerAmounts,
  toAmounts,
} from './amounts.js';
import type { PodSpec, ResourceNeeds } from './pod-object.js';

const NOTHING: Amounts = new Map();

/** What a pod needs at its busiest: all containers with the sidecars, or one init container with the sidecars started before
 * it. */
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
  return largerAmounts(running, starting);
}
