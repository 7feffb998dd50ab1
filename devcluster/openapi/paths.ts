import type { Kind } from '../api/kind.js';
import {
  type ApiResource,
  toGroupPath,
  toResources,
} from '../http/discovery.js';
import type { GroupVersionKind } from './group-version-kind.js';
import { toOperation } from './operation.js';
import { toPathParameters } from './parameters.js';
import type { Schema } from './scalar-schemas.js';

/** The HTTP method of a verb, and whether the verb is about a collection. */
const METHODS: Readonly<Record<string, readonly [string, boolean]>> = {
  create: ['post', true],
  delete: ['delete', false],
  deletecollection: ['delete', true],
  get: ['get', false],
  list: ['get', true],
  patch: ['patch', false],
  update: ['put', false],
};

/** The paths of a kind with what can be done there: its collections, its objects and their subresources. */
export function toPaths(kind: Kind): Record<string, Schema> {
  return Object.assign(
    {},
    ...toResources(kind).map((resource) => toResourcePaths(kind, resource)),
  ) as Record<string, Schema>;
}

/** The kind of what a resource takes and gives, which is another one for some subresources. */
export function toResourceKind(
  { group, version }: Kind,
  resource: ApiResource,
): GroupVersionKind {
  return {
    group: resource.group ?? group,
    version: resource.version ?? version,
    kind: resource.kind,
  };
}

function toResourcePaths(
  kind: Kind,
  resource: ApiResource,
): Record<string, Schema> {
  const { name, namespaced, verbs } = resource;
  const [plural = '', subresource = ''] = name.split('/');
  const root = toGroupPath(kind);
  const collection = `${root}/${namespaced ? 'namespaces/{namespace}/' : ''}${plural}`;
  const object = `${collection}/{name}${subresource && `/${subresource}`}`;
  const paths = new Map<string, Record<string, Schema>>();
  const add = (path: string, method: string, verb: string) =>
    paths.set(path, {
      ...paths.get(path),
      [method]: toOperation(verb, subresource, toResourceKind(kind, resource)),
    });
  for (const verb of verbs) {
    const [method, isOfCollection] = METHODS[verb] ?? [];
    if (!method) continue;
    add(isOfCollection && !subresource ? collection : object, method, verb);
    if (verb === 'list' && namespaced) add(`${root}/${plural}`, method, verb);
  }
  return Object.fromEntries(
    [...paths].map(([path, operations]) => [
      path,
      { ...operations, parameters: toPathParameters(path) },
    ]),
  );
}
