import type { ListOptions, Page, RawObject } from './cluster.js';
import { type ClusterError, isExpired } from './cluster-error.js';
import type { Kind } from './kinds.js';
import { pathOf } from './kinds.js';
import { type ListBody, listBody } from './listing/list-body.js';
import type { Sender } from './sender.js';
import { countList, type Usage } from './usage.js';

/** Reads one page (without `limit`: the whole list) in one request; every item is projected and dropped. */
export async function readPage<R extends RawObject, T>(
  sender: Sender,
  usage: Usage,
  kind: Kind,
  { namespace, fields, metadataOnly, project, ...options }: ListOptions<R, T>,
): Promise<Page<T>> {
  const started = performance.now();
  const path = pathOf(kind, namespace);
  const read = async (token: string | undefined) => {
    const budget = usage.budget;
    const body = listBody({
      call: `GET ${path}`,
      kind,
      fields,
      metadataOnly,
      project,
      budget,
    });
    try {
      return await sender.readBy(body, path, { ...options, continue: token });
    } finally {
      countList(usage, kind.kind, performance.now() - started);
    }
  };
  try {
    return toPage(await read(options.continue), true);
  } catch (error) {
    if (options.continue === undefined || !isExpired(error)) throw error;
    return toPage(await read(freshToken(error)), false);
  }
}

/** The cluster hands out a token to go on with from a newer snapshot; without one there is nothing to go on with. */
function freshToken(error: ClusterError): string {
  const token = error.status?.metadata?.continue;
  if (token) return token;
  throw error;
}

function toPage<T>({ items, head }: ListBody<T>, consistent: boolean): Page<T> {
  return { items, continue: head.metadata?.continue || undefined, consistent };
}
