import DataLoader from 'dataloader';

import type { ListOptions, RawObject } from '../cluster/cluster.js';
import { isForbidden } from '../cluster/cluster-error.js';
import type { Kind } from '../cluster/kinds.js';
import { readsOnly } from './asked.js';
import type { Context } from './context.js';
import { fewAtOnce } from './few-at-once.js';

/** The objects of one kind and selector, by namespace. */
export interface ScopedLists<T> {
  /** What is in one namespace. */
  load(namespace: string): Promise<T[]>;
  /** What is in the whole cluster; Forbidden for a caller who may not list it. */
  loadAll(): Promise<T[]>;
  /** Starts to read the whole cluster, when this caller was lately allowed to: for what is sure to be asked for. */
  prefetch(): void;
}

export interface Scope<R, T> extends Pick<
  ListOptions<R, T>,
  'labelSelector' | 'fieldSelector' | 'fields' | 'project'
> {
  namespaceOf: (item: T) => string;
}

/** Batches the namespaces that one request asks for: one alone is listed by itself, several cost one LIST of the whole
 * cluster. Where that is forbidden, each is listed by itself, a few at once, and the refusal is remembered. */
export function createScopedLists<R extends RawObject, T>(
  context: Context,
  kind: Kind,
  { namespaceOf, fields, ...options }: Scope<R, T>,
): ScopedLists<T> {
  const { cluster, asked } = context;
  // What a mutation reads it may write back, and named fields are only those that we know.
  const part = readsOnly(asked) ? fields : undefined;
  let all: Promise<T[]> | undefined;
  let byNamespace: Promise<Map<string, T[]>> | undefined;

  const list = async (namespace?: string) =>
    (await cluster.list<R, T>(kind, { ...options, fields: part, namespace }))
      .items;
  const loadAll = () => (all ??= listAll());
  const listAll = async () => {
    const items = await list();
    cluster.rememberAllowed(kind);
    return items;
  };
  const prefetch = () => {
    // Whoever comes for it meets its failure.
    if (cluster.wasAllowed(kind)) loadAll().catch(() => undefined);
  };
  const grouped = () =>
    (byNamespace ??= loadAll().then((items) => groupBy(items, namespaceOf)));
  const listEach = (namespaces: readonly string[]) =>
    Promise.all(
      namespaces.map((namespace) =>
        fewAtOnce(context)(() =>
          list(namespace).catch((error: Error) => error),
        ),
      ),
    );

  const loader = new DataLoader<string, T[]>(
    async (namespaces) => {
      if (
        all === undefined &&
        (namespaces.length === 1 || cluster.wasRefused(kind))
      )
        return listEach(namespaces);
      try {
        const groups = await grouped();
        return namespaces.map((namespace) => groups.get(namespace) ?? []);
      } catch (error) {
        if (!isForbidden(error)) throw error;
        cluster.rememberRefusal(kind);
        return listEach(namespaces);
      }
    },
    { maxBatchSize: Infinity },
  );
  return {
    load: (namespace) => loader.load(namespace),
    loadAll,
    prefetch,
  };
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
