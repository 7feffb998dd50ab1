import { ApiError } from './api-error.js';
import type { Context } from './context.js';
import type { PageInfo } from './page-info.type.js';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

export interface Edge<T> {
  cursor: string;
  node: T;
}

export interface Connection<T> {
  nodes: T[];
  edges: Edge<T>[];
  pageInfo: PageInfo;
  totalCount?: number;
}

/** How a list is sorted: by these values in turn. The last one must tell any two items apart. */
export type Order<T> = { by: ((item: T) => string)[]; descending?: boolean };

/** Refuses a page size of nothing or of too much. */
export function checkFirst(first: number): number {
  if (first >= 1 && first <= MAX_PAGE) return first;
  throw new ApiError(
    'BAD_USER_INPUT',
    `first must be between 1 and ${MAX_PAGE}, not ${first}.`,
  );
}

/** Cuts a page out of a list that was read whole. The cursor is the order's values, so it holds when items come and go. */
export function pageOf<T>(
  items: readonly T[],
  { first, after }: { first: number; after?: string | null },
  order: Order<T>,
): Connection<T> {
  const size = checkFirst(first);
  const { keyed, from } = sortBehind(items, after, order);
  const page = keyed.slice(from, from + size);
  return toConnection(
    page.map(({ item }) => item),
    (index) => toCursor(page[index]?.key ?? []),
    {
      hasNextPage: from + size < keyed.length,
      hasPreviousPage: from > 0,
      consistent: true,
    },
    items.length,
  );
}

/** Items in order, each with the values that its cursor is made of, and the place of the first one behind a cursor. */
export function sortBehind<T>(
  items: readonly T[],
  after: string | null | undefined,
  order: Order<T>,
): { keyed: { item: T; key: string[] }[]; from: number } {
  const keyed = items.map((item) => ({
    item,
    key: order.by.map((value) => value(item)),
  }));
  const direction = order.descending ? -1 : 1;
  keyed.sort((a, b) => direction * compareKeys(a.key, b.key));
  const behind = after == null ? undefined : readCursor(after, order.by.length);
  const from = behind
    ? keyed.findIndex(({ key }) => direction * compareKeys(key, behind) > 0)
    : 0;
  return { keyed, from: from === -1 ? keyed.length : from };
}

/** A connection of its nodes. Cursors are made when somebody asks for them: few do, and thousands would cost. */
export function toConnection<T>(
  nodes: T[],
  cursorAt: (index: number) => string,
  info: Pick<PageInfo, 'hasNextPage' | 'hasPreviousPage' | 'consistent'>,
  totalCount?: number,
): Connection<T> {
  return {
    nodes,
    totalCount,
    get edges() {
      return nodes.map((node, index) => ({ node, cursor: cursorAt(index) }));
    },
    get pageInfo() {
      const last = nodes.length - 1;
      return {
        ...info,
        startCursor: last < 0 ? undefined : cursorAt(0),
        endCursor: last < 0 ? undefined : cursorAt(last),
      };
    },
  };
}

/** Counts a page below a list into the answer: pages in pages multiply. TOO_LARGE when the answer has too many objects. */
export function counted<T>(
  { cluster }: Context,
  page: Connection<T>,
): Connection<T> {
  if (cluster.usage.budget.takeProduced(page.nodes.length)) return page;
  throw new ApiError(
    'TOO_LARGE',
    'The answer has too many objects: ask for smaller pages, or do not go from parts back to what they belong to.',
  );
}

/** An opaque cursor of some values. */
export function toCursor(values: (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor; BAD_USER_INPUT when it is not one of a list like this. */
export function readCursor(cursor: string, length: number): string[] {
  const values = parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (Array.isArray(values) && values.length === length)
    return values.map(String);
  throw new ApiError(
    'BAD_USER_INPUT',
    'This cursor does not belong to this list. Pass an endCursor of the same query.',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function compareKeys(a: string[], b: string[]): number {
  for (let index = 0; index < a.length; index++) {
    const [left = '', right = ''] = [a[index], b[index]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
