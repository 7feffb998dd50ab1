import { toAmounts } from './amounts.js';
import { containersOf, type PodSpec } from './pod-object.js';
import { toKeys } from './pod-usage.js';

/** What each container must say when a quota counts it. */
const DEMANDED = new Set(
  ['cpu', 'memory'].flatMap((key) => [key, `requests.${key}`, `limits.${key}`]),
);

/** `limits.memory for: c,d; requests.cpu for: c`, or nothing when all say what the quota counts (K13/must-specify). */
export function toUnspecified(
  spec: PodSpec,
  keys: readonly string[],
): string | undefined {
  const said = containersOf(spec).map(({ name, resources = {} }) => ({
    name,
    needs: toKeys(toAmounts(resources.requests), toAmounts(resources.limits)),
  }));
  const texts = keys
    .filter((key) => DEMANDED.has(key))
    .sort()
    .flatMap((key) => {
      const silent = said.filter(({ needs }) => !needs.has(key));
      const names = [...new Set(silent.map(({ name }) => name))].sort();
      return names.length > 0 ? `${key} for: ${names.join(',')}` : [];
    });
  return texts.length > 0 ? texts.join('; ') : undefined;
}
