import { parseQuantity } from '../quantity/parse-quantity.js';
import type { ResourceRequirements } from './pod-spec/container-spec.js';
import type { PodSpec } from './pod-spec/pod-spec.js';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** How a node treats the pod when it runs short: K1/status. All of its containers and resources have to agree, or it is between. */
export function toQosClass({ containers, initContainers }: PodSpec): QosClass {
  const classes = [...(initContainers ?? []), ...(containers ?? [])].flatMap(
    ({ resources = {} }) => [
      classOf(resources, 'cpu'),
      classOf(resources, 'memory'),
    ],
  );
  const [first = 'BestEffort', ...more] = classes;
  return more.every((one) => one === first) ? first : 'Burstable';
}

function classOf(
  { limits, requests }: ResourceRequirements,
  name: string,
): QosClass {
  const limit = toNanos(limits?.[name]);
  const request = toNanos(requests?.[name]);
  if (limit !== request) return 'Burstable';
  return limit === 0n ? 'BestEffort' : 'Guaranteed';
}

const toNanos = (amount = '0'): bigint => parseQuantity(amount).nanos;
