import type { ListOptions, Page, RawObject } from './cluster.js';
import { type ClusterError, isExpired } from './cluster-error.js';
import type { Kind } from './kinds.js';
import { pathOf } from './kinds.js';
import type { Sender } from './sender.js';
import { countList, type Usage } from './usage.js';

/** Asks for the metadata of objects only; who does not know this form answers the whole objects. */
export const METADATA_LIST =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

interface RawList<R> {
  metadata?: { continue?: string };
  items?: R[];
}

/** Reads one page (without `limit`: the whole list) in one request; every item is projected and dropped. */
export async function readPage<R extends RawObject, T>(
  sender: Sender,
  usage: Usage,
  kind: Kind,
  options: ListOptions<R, T>,
): Promise<Page<T>> {
  const started = performance.now();
  const read = async (token: string | undefined) => {
    try {
      return (await sender.read(
        pathOf(kind, options.namespace),
        {
          labelSelector: options.labelSelector,
          fieldSelector: options.fieldSelector,
          limit: options.limit,
          continue: token,
        },
        options.metadataOnly ? METADATA_LIST : undefined,
      )) as RawList<R>;
    } finally {
      countList(usage, kind.kind, performance.now() - started);
    }
  };
  try {
    return toPage(await read(options.continue), options.project, true);
  } catch (error) {
    if (options.continue === undefined || !isExpired(error)) throw error;
    return toPage(await read(freshToken(error)), options.project, false);
  }
}

/** The cluster hands out a token to go on with from a newer snapshot; without one there is nothing to go on with. */
function freshToken(error: ClusterError): string {
  const token = error.status?.metadata?.continue;
  if (token) return token;
  throw error;
}

function toPage<R, T>(
  list: RawList<R>,
  project: (object: R) => T,
  consistent: boolean,
): Page<T> {
  return {
    items: (list.items ?? []).map(project),
    continue: list.metadata?.continue || undefined,
    consistent,
  };
}
