import type { KubeObject } from '../api/kube-object.js';
import { type ResourceName, toResourceText } from '../api/status-error.js';
import { ZERO } from '../quantity/quantity.js';
import {
  addAmounts,
  type Amounts,
  filterAmounts,
  fromAmounts,
} from './amounts.js';
import { CLAIM_COUNTER } from './claim-usage.js';
import type { ResourceList } from './pod-object.js';
import { POD_COUNTER } from './pod-usage.js';
import { SERVICE_COUNTER } from './service-usage.js';
import { type Counter, toCount } from './usage-counter.js';

const COUNTERS: Readonly<Record<string, Counter>> = {
  pods: POD_COUNTER,
  services: SERVICE_COUNTER,
  persistentvolumeclaims: CLAIM_COUNTER,
};

/** What has a key of its own besides `count/...`. */
const ALIASES = new Set([
  'configmaps',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
]);

/** The keys of a quota that objects of a resource count towards (K13/keys). */
export function countedKeys(
  resource: ResourceName,
  keys: readonly string[],
): string[] {
  const counter = counterOf(resource);
  return keys.filter((key) => counter.matches(key));
}

/** What one object uses of the keys of a quota. */
export function usageOf(
  resource: ResourceName,
  object: KubeObject,
  keys: readonly string[],
  now = Date.now(),
): Amounts {
  const wanted = new Set(countedKeys(resource, keys));
  return filterAmounts(counterOf(resource).usage(object, now), (key) =>
    wanted.has(key),
  );
}

/** What all objects of a namespace use of a quota's `hard`: its status.used. Only the resources that count need to be listed;
 * a key whose resource is not listed stays out. */
export function countUsage(
  hard: ResourceList,
  lists: readonly CountedObjects[],
  now = Date.now(),
): ResourceList {
  const keys = Object.keys(hard);
  let used: Amounts = new Map();
  for (const { resource, objects } of lists) {
    const counted = countedKeys(resource, keys);
    used = addAmounts(used, new Map(counted.map((key) => [key, ZERO])));
    for (const object of objects)
      used = addAmounts(used, usageOf(resource, object, counted, now));
  }
  return fromAmounts(used);
}

/** The objects of one resource in the namespace of a quota. */
export interface CountedObjects {
  resource: ResourceName;
  objects: readonly KubeObject[];
}

function counterOf(resource: ResourceName): Counter {
  const text = toResourceText(resource);
  return COUNTERS[text] ?? countOnly(text);
}

/** Counts objects of a resource that has nothing else to count. */
function countOnly(text: string): Counter {
  const keys = [`count/${text}`, ...(ALIASES.has(text) ? [text] : [])];
  const one = toCount(1);
  return {
    matches: (key) => keys.includes(key),
    usage: () => new Map(keys.map((key) => [key, one])),
  };
}
