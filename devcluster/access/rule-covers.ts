import type { PolicyRule } from './rbac-object.js';
import { pathCovers } from './rule-allows.js';

const ALL = '*';

/** What of the wanted rules no held rule gives, in rules of one group, resource, name and verb each. */
export function findMissingRights(
  held: readonly PolicyRule[],
  wanted: readonly PolicyRule[],
): PolicyRule[] {
  return wanted
    .flatMap(toSingleRights)
    .filter((right) => !held.some((rule) => covers(rule, right)));
}

function toSingleRights({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): PolicyRule[] {
  const names = resourceNames.length ? resourceNames : [undefined];
  const rights: PolicyRule[] = [];
  for (const group of apiGroups)
    for (const resource of resources)
      for (const verb of verbs)
        for (const name of names)
          rights.push({
            verbs: [verb],
            apiGroups: [group],
            resources: [resource],
            ...(name !== undefined && { resourceNames: [name] }),
          });
  for (const url of nonResourceURLs)
    for (const verb of verbs)
      rights.push({ verbs: [verb], nonResourceURLs: [url] });
  return rights;
}

/** `right` has at most one value in each field. */
function covers(rule: PolicyRule, right: PolicyRule): boolean {
  return (
    hasAll(rule.verbs, right.verbs) &&
    hasAll(rule.apiGroups, right.apiGroups) &&
    (right.resources ?? []).every((one) => coversResource(rule, one)) &&
    coversNames(rule, right) &&
    (right.nonResourceURLs ?? []).every((path) =>
      rule.nonResourceURLs?.some((url) => pathCovers(url, path)),
    )
  );
}

function coversResource({ resources }: PolicyRule, resource: string): boolean {
  const [, subresource] = /^[^/]*\/(.*)$/.exec(resource) ?? [];
  return (
    hasAll(resources, [resource]) ||
    (subresource !== undefined && hasAll(resources, [`*/${subresource}`]))
  );
}

function coversNames(rule: PolicyRule, right: PolicyRule): boolean {
  if (!rule.resourceNames?.length) return true;
  const names = right.resourceNames ?? [];
  return (
    names.length > 0 &&
    names.every((name) => rule.resourceNames?.includes(name))
  );
}

function hasAll(
  held: readonly string[] = [],
  wanted: readonly string[] = [],
): boolean {
  return held.includes(ALL) || wanted.every((one) => held.includes(one));
}
