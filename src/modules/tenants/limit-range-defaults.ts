import type { V1LimitRange } from '@kubernetes/client-node';

import { compareQuantities, parseQuantity } from '../../lib/quantity.js';
import type { Raw } from '../../cluster/raw.js';
import { ContainerDefaults } from './container-defaults.type.js';
import { GUARD_NAME } from './tenant-guards.manifest.js';

type Amounts = Record<string, string> | undefined;

/** What the LimitRanges of a tenant give and allow a container. Ours speaks first; of several maximums the lowest holds. */
export function toContainerDefaults(
  ranges: readonly Raw<V1LimitRange>[],
): ContainerDefaults {
  const limits = [...ranges]
    .sort((a, b) => rank(a) - rank(b))
    .flatMap(({ spec }) => spec?.limits ?? [])
    .filter(({ type }) => type === 'Container');
  const requests = limits.map(({ defaultRequest }) => defaultRequest);
  const defaults = limits.map((limit) => limit.default);
  const most = limits.map(({ max }) => max);
  return Object.assign(new ContainerDefaults(), {
    cpuRequest: first(requests, 'cpu'),
    cpuLimit: first(defaults, 'cpu'),
    memoryRequest: first(requests, 'memory'),
    memoryLimit: first(defaults, 'memory'),
    maxCpu: lowest(most, 'cpu'),
    maxMemory: lowest(most, 'memory'),
  });
}

function rank({ metadata }: Raw<V1LimitRange>): number {
  return metadata?.name === GUARD_NAME ? 0 : 1;
}

function first(amounts: Amounts[], resource: string): string | undefined {
  return amounts.find((each) => each?.[resource] !== undefined)?.[resource];
}

function lowest(amounts: Amounts[], resource: string): string | undefined {
  return amounts
    .flatMap((each) => {
      const text = each?.[resource];
      const amount = text === undefined ? undefined : parseQuantity(text);
      return text !== undefined && amount ? { text, amount } : [];
    })
    .sort((a, b) => compareQuantities(a.amount, b.amount))[0]?.text;
}
