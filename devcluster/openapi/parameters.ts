import type { Schema } from './scalar-schemas.js';

type Type = 'string' | 'integer' | 'boolean';
type Names = Readonly<Record<string, Type>>;

const WRITE: Names = {
  dryRun: 'string',
  fieldManager: 'string',
  fieldValidation: 'string',
};
const DELETE: Names = {
  dryRun: 'string',
  gracePeriodSeconds: 'integer',
  orphanDependents: 'boolean',
  propagationPolicy: 'string',
};
const LIST: Names = {
  allowWatchBookmarks: 'boolean',
  continue: 'string',
  fieldSelector: 'string',
  labelSelector: 'string',
  limit: 'integer',
  resourceVersion: 'string',
  resourceVersionMatch: 'string',
  sendInitialEvents: 'boolean',
  timeoutSeconds: 'integer',
  watch: 'boolean',
};

/** By what the operation does, in Kubernetes' words. */
const QUERY: Readonly<Record<string, Names>> = {
  create: WRITE,
  update: WRITE,
  patch: { ...WRITE, force: 'boolean' },
  delete: DELETE,
  deletecollection: { ...DELETE, ...LIST },
  get: { resourceVersion: 'string' },
  list: LIST,
};

const LOG: Names = {
  container: 'string',
  follow: 'boolean',
  limitBytes: 'integer',
  previous: 'boolean',
  sinceSeconds: 'integer',
  sinceTime: 'string',
  tailLines: 'integer',
  timestamps: 'boolean',
};

/** The parameters of an operation in the query. kubectl validates on the server only where it finds fieldValidation here. */
export function toQueryParameters(verb: string, subresource: string): Schema[] {
  const names = subresource === 'log' ? LOG : (QUERY[verb] ?? {});
  return Object.entries(names).map(([name, type]) => ({
    name,
    in: 'query',
    schema: { type },
  }));
}

/** The parameters that stand in the path in braces. */
export function toPathParameters(path: string): Schema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}
