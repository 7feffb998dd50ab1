import type { KubeObject } from '../api/kube-object.js';
import { matchesSelector } from '../kinds/label-selector.js';
import type { PolicyRule, Role } from './rbac-object.js';

/** Returns the ClusterRoles with an aggregation rule whose rules are not what it gathers, with the rules that they should have.
 * A role that gathers from another of them is up to date in the same call. */
export function aggregateRoles(clusterRoles: readonly KubeObject[]): Role[] {
  const roles = new Map<string, Role>(
    [...clusterRoles].sort(byName).map((role) => [nameOf(role), role]),
  );
  const changed = new Map<string, Role>();
  // Each pass carries rules one step further; more steps than roles are a circle.
  for (let pass = 0; pass <= roles.size; pass += 1) {
    const stale = [...roles.values()].flatMap((role) => {
      const rules = gatherRules(role, roles.values());
      return !rules || isSame(rules, role.rules ?? [])
        ? []
        : [{ ...role, rules }];
    });
    if (stale.length === 0) break;
    for (const role of stale) {
      roles.set(nameOf(role), role);
      changed.set(nameOf(role), role);
    }
  }
  return [...changed.values()];
}

function gatherRules(
  { metadata, aggregationRule }: Role,
  roles: Iterable<Role>,
): PolicyRule[] | undefined {
  if (!aggregationRule) return undefined;
  const others = [...roles].filter(
    ({ metadata: { name } }) => name !== metadata.name,
  );
  const rules = new Map<string, PolicyRule>();
  for (const selector of aggregationRule.clusterRoleSelectors ?? [])
    for (const role of others)
      if (matchesSelector(selector, role.metadata.labels))
        for (const rule of role.rules ?? [])
          if (!rules.has(toKey(rule))) rules.set(toKey(rule), rule);
  return [...rules.values()];
}

function isSame(
  some: readonly PolicyRule[],
  others: readonly PolicyRule[],
): boolean {
  return some.map(toKey).join() === others.map(toKey).join();
}

function toKey(rule: PolicyRule): string {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  const fields = [verbs, apiGroups, resources, resourceNames, nonResourceURLs];
  return JSON.stringify(fields.map((values) => values ?? []));
}

function byName(one: KubeObject, other: KubeObject): number {
  return nameOf(one) < nameOf(other) ? -1 : 1;
}

function nameOf({ metadata }: KubeObject): string {
  return metadata.name ?? '';
}
