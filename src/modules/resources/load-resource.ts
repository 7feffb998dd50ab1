import type { RawObject } from '../../cluster/cluster.js';
import { isNotFound } from '../../cluster/cluster-error.js';
import type { ServedKind } from '../../cluster/discovery.js';
import { ApiError } from '../../graphql/api-error.js';
import { clusterPage } from '../../graphql/cluster-pages.js';
import type { Connection } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { findVisible } from '../../graphql/find-object.js';
import { findKind, isServed } from './find-kind.js';
import { misplaced, notOffered } from './kind-place.js';
import { decodePart, Resource } from './resource.type.js';

/** What a query names. */
export interface KindName {
  apiVersion: string;
  kind: string;
  namespace?: string | null;
}

/** One object, or null when it does not exist or may not be seen. BAD_USER_INPUT for a kind or place that cannot be. */
export async function loadResource(
  context: Context,
  { apiVersion, kind, namespace }: KindName,
  name: string,
): Promise<Resource | null> {
  const served = await requireServed(context, apiVersion, kind, 'get');
  refuse(misplaced(served, namespace));
  return find(context, served, namespace ?? undefined, name);
}

/** The object that an id stands for; null when it is gone, perhaps with its kind, or may not be seen. */
export async function loadResourceById(
  context: Context,
  parts: readonly string[],
): Promise<Resource | null> {
  const [apiVersion = '', kind = '', namespace = '', name = ''] =
    parts.map(decodePart);
  const served = await findKind(context, apiVersion, kind);
  if (!isServed(served) || notOffered(served, 'get')) return null;
  if (misplaced(served, namespace || undefined)) return null;
  return find(context, served, namespace || undefined, name);
}

async function find(
  { cluster }: Context,
  kind: ServedKind,
  namespace: string | undefined,
  name: string,
): Promise<Resource | null> {
  const found = await findVisible<RawObject>(cluster, kind, namespace, name);
  return found ? Resource.fromObject(kind, found) : null;
}

export interface ResourceQuery extends KindName {
  labelSelector?: string | null;
  fieldSelector?: string | null;
  first: number;
  after?: string | null;
  metadataOnly: boolean;
}

/** A page of objects, paged by the cluster; without a namespace: of all namespaces. */
export async function readResourcesPage(
  context: Context,
  { apiVersion, kind, namespace, ...options }: ResourceQuery,
): Promise<Connection<Resource>> {
  const served = await requireServed(context, apiVersion, kind, 'list');
  if (namespace != null) refuse(misplaced(served, namespace));
  const read = () =>
    clusterPage<RawObject, Resource>(context, served, {
      ...options,
      labelSelector: options.labelSelector ?? undefined,
      fieldSelector: options.fieldSelector ?? undefined,
      namespace: namespace ?? undefined,
      project: (object) => Resource.fromObject(served, object),
    });
  try {
    return await read();
  } catch (error) {
    // No list is ever missing, so the kind is: a custom one that has been taken away.
    if (!isNotFound(error)) throw error;
    context.cluster.forgetKinds();
    throw new ApiError(
      'BAD_USER_INPUT',
      `The cluster does not serve the kind "${kind}" of ${apiVersion} any more.`,
    );
  }
}

async function requireServed(
  context: Context,
  apiVersion: string,
  kind: string,
  verb: string,
): Promise<ServedKind> {
  const found = await findKind(context, apiVersion, kind);
  if (!isServed(found)) throw new ApiError('BAD_USER_INPUT', found.message);
  refuse(notOffered(found, verb));
  return found;
}

function refuse(sentence: string | undefined): void {
  if (sentence !== undefined) throw new ApiError('BAD_USER_INPUT', sentence);
}
