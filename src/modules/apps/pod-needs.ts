import type { V1PodTemplateSpec } from '@kubernetes/client-node';

import { parseQuantity, type Quantity } from '../../lib/quantity.js';
import type { Raw } from '../../cluster/raw.js';
import type { ContainerDefaults } from '../tenants/container-defaults.type.js';

/** What one pod takes of a quota, by the quota's names: `pods`, `requests.cpu`, `limits.memory` ... */
export type PodNeeds = ReadonlyMap<string, Quantity>;

type Container = NonNullable<
  Raw<V1PodTemplateSpec>['spec']
>['containers'][number];
type Amounts = Record<string, string>;

const ONE: Quantity = { nano: 1_000_000_000n, binary: false };
const PART = /^(requests|limits)\.(?!storage$)/;
const OTHER_NAMES = ['cpu', 'memory', 'ephemeral-storage'];

/** Whether a resource of a quota counts pods, or what they take. */
export function isOfPods(resource: string): boolean {
  return (
    resource === 'pods' ||
    resource === 'count/pods' ||
    OTHER_NAMES.includes(resource) ||
    PART.test(resource)
  );
}

/** What one pod of a template takes when the tenant's defaults fill in what its containers leave out. */
export function podNeeds(
  { spec }: Raw<V1PodTemplateSpec>,
  defaults: ContainerDefaults,
): PodNeeds {
  const all = (spec?.containers ?? []).map((each) => needsOf(each, defaults));
  const first = (spec?.initContainers ?? []).map((each) =>
    needsOf(each, defaults),
  );
  const needs = new Map<string, Quantity>([
    ['pods', ONE],
    ['count/pods', ONE],
  ]);
  for (const container of all)
    for (const [name, amount] of container)
      needs.set(name, sum(needs.get(name), amount));
  // Init containers run one by one before the others.
  for (const container of first)
    for (const [name, amount] of container)
      needs.set(name, larger(needs.get(name), amount));
  for (const name of OTHER_NAMES) {
    const amount = needs.get(`requests.${name}`);
    if (amount) needs.set(name, amount);
  }
  return needs;
}

function needsOf(
  { resources }: Container,
  { cpuRequest, cpuLimit, memoryRequest, memoryLimit }: ContainerDefaults,
): Map<string, Quantity> {
  const limits: Amounts = resources?.limits ?? {};
  // A limit without a request stands for both.
  const requests: Amounts = { ...limits, ...resources?.requests };
  return new Map([
    ...prefixed('requests', {
      ...given({ cpu: cpuRequest, memory: memoryRequest }),
      ...requests,
    }),
    ...prefixed('limits', {
      ...given({ cpu: cpuLimit, memory: memoryLimit }),
      ...limits,
    }),
  ]);
}

function given(amounts: Record<string, string | null | undefined>): Amounts {
  return Object.fromEntries(
    Object.entries(amounts).flatMap(([name, text]) =>
      text == null ? [] : [[name, text]],
    ),
  );
}

function prefixed(prefix: string, amounts: Amounts): [string, Quantity][] {
  return Object.entries(amounts).flatMap(([name, text]) => {
    const amount = parseQuantity(text);
    return amount ? [[`${prefix}.${name}`, amount]] : [];
  });
}

function sum(a: Quantity | undefined, b: Quantity): Quantity {
  return a ? { nano: a.nano + b.nano, binary: a.binary || b.binary } : b;
}

function larger(a: Quantity | undefined, b: Quantity): Quantity {
  return a && a.nano >= b.nano ? a : b;
}
