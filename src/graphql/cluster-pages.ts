import { createHash } from 'node:crypto';

import type { ListOptions, Page, RawObject } from '../cluster/cluster.js';
import type { Kind } from '../cluster/kinds.js';
import { ApiError } from './api-error.js';
import {
  checkFirst,
  type Connection,
  type Edge,
  readCursor,
  toConnection,
  toCursor,
} from './connection.js';
import type { Context } from './context.js';

const MOST_PAGES = 20;
const FILTERED_PAGE = 500;

export interface ClusterPageOptions<R, T> extends Omit<
  ListOptions<R, T>,
  'limit' | 'continue'
> {
  first: number;
  after?: string | null;
  /** What the cluster cannot filter is left out here, page by page. */
  keep?: (item: T) => boolean;
}

/** A page of a list that may be long: the cluster itself pages, so no more is read than asked for. The cursor is the
 * cluster's token with a place in its page; it belongs to this kind, scope and selector only. */
export async function clusterPage<R extends RawObject, T>(
  { cluster }: Context,
  kind: Kind,
  { first, after, keep, ...options }: ClusterPageOptions<R, T>,
): Promise<Connection<T>> {
  const size = checkFirst(first);
  const query = fingerprint(kind, options);
  let { token, index } = readPlace(after, query);
  const edges: Edge<T>[] = [];
  let consistent = true;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const limit = keep ? FILTERED_PAGE : index + 1 + size - edges.length;
    const page: Page<T> = await cluster.list<R, T>(kind, {
      ...options,
      limit,
      continue: token || undefined,
    });
    consistent &&= page.consistent;
    for (index++; index < page.items.length && edges.length < size; index++) {
      const node = page.items[index] as T;
      if (keep && !keep(node)) continue;
      const last = index === page.items.length - 1 && page.continue;
      edges.push({
        node,
        cursor: toCursor(
          last ? [query, page.continue ?? '', -1] : [query, token, index],
        ),
      });
    }
    const hasNextPage =
      index < page.items.length || page.continue !== undefined;
    const full = edges.length >= size || !page.continue;
    if (full)
      return toConnection(
        edges.map(({ node }) => node),
        (place) => edges[place]?.cursor ?? '',
        { hasNextPage, hasPreviousPage: after != null, consistent },
      );
    token = page.continue ?? '';
    index = -1;
  }
  throw new ApiError(
    'TOO_LARGE',
    `The filter picks too little of too much: ${MOST_PAGES * FILTERED_PAGE} objects were read. Name a tenant, or use a labelSelector.`,
  );
}

function readPlace(
  after: string | null | undefined,
  query: string,
): { token: string; index: number } {
  if (after == null) return { token: '', index: -1 };
  const [from, token = '', index = '-1'] = readCursor(after, 3);
  if (from !== query)
    throw new ApiError(
      'BAD_USER_INPUT',
      'This cursor belongs to another query. Start from the first page.',
    );
  return { token, index: Number(index) };
}

function fingerprint(
  kind: Kind,
  {
    namespace,
    labelSelector,
    fieldSelector,
  }: Pick<
    ListOptions<never, unknown>,
    'namespace' | 'labelSelector' | 'fieldSelector'
  >,
): string {
  const parts = [
    kind.apiVersion,
    kind.plural,
    namespace,
    labelSelector,
    fieldSelector,
  ];
  return createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, 10);
}
