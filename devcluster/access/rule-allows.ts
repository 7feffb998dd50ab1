import type {
  PathAttributes,
  RequestAttributes,
  ResourceAttributes,
} from '../api/request-attributes.js';
import type { PolicyRule } from './rbac-object.js';

const ALL = '*';

/** Whether a rule gives the right to what a request asks for. */
export function ruleAllows(
  rule: PolicyRule,
  attributes: RequestAttributes,
): boolean {
  if (!names(rule.verbs, attributes.verb)) return false;
  return 'path' in attributes
    ? allowsPath(rule, attributes)
    : allowsResource(rule, attributes);
}

function allowsResource(
  { apiGroups, resources, resourceNames }: PolicyRule,
  { group, resource, subresource, name }: ResourceAttributes,
): boolean {
  const wanted = subresource ? `${resource}/${subresource}` : resource;
  return (
    names(apiGroups, group) &&
    (names(resources, wanted) ||
      (subresource !== '' && names(resources, `*/${subresource}`))) &&
    (!resourceNames?.length || resourceNames.includes(name))
  );
}

function allowsPath(
  { nonResourceURLs = [] }: PolicyRule,
  { path }: PathAttributes,
): boolean {
  return nonResourceURLs.some((url) => pathCovers(url, path));
}

/** Whether a path of a rule, which may end in a star, stands for another. */
export function pathCovers(url: string, path: string): boolean {
  return (
    url === path ||
    (url.endsWith(ALL) && path.startsWith(url.replace(/\*+$/, '')))
  );
}

function names(list: readonly string[] | undefined, one: string): boolean {
  return list !== undefined && (list.includes(ALL) || list.includes(one));
}
