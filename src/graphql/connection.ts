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
  const { sorted, from, cursorOf } = sortBehind(items, after, order);
  const page = sorted.slice(from, from + size);
  return toConnection(
    page,
    (index) => cursorOf(page[index] as T),
    {
      hasNextPage: from + size < sorted.length,
      hasPreviousPage: from > 0,
      consistent: true,
    },
    items.length,
  );
}

/** Items in order, the place of the first one behind a cursor, and what makes the cursor of an item: the order's values. */
export function sortBehind<T>(
  items: readonly T[],
  after: string | null | undefined,
  { by, descending }: Order<T>,
): { sorted: T[]; from: number; cursorOf(this: void, item: T): string } {
  const direction = descending ? -1 : 1;
  const compare = (item: T, valueAt: (index: number) => string) => {
    for (let index = 0; index < by.length; index++) {
      const [left, right] = [by[index]?.(item) ?? '', valueAt(index)];
      if (left !== right) return left < right ? -direction : direction;
    }
    return 0;
  };
  const sorted = [...items].sort((a, b) =>
    compare(a, (index) => by[index]?.(b) ?? ''),
  );
  const behind = after == null ? undefined : readCursor(after, by.length);
  const from = behind
    ? sorted.findIndex((item) => compare(item, (at) => behind[at] ?? '') > 0)
    : 0;
  return {
    sorted,
    from: from === -1 ? sorted.length : from,
    cursorOf: (item) => toCursor(by.map((value) => value(item))),
  };
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
