import type { V1Status } from '@kubernetes/client-node';

import { splitLines } from '../lib/split-lines.js';
import type { RawObject } from './cluster.js';
import { ClusterError, fromStatus } from './cluster-error.js';
import { type Kind, pathOf } from './kinds.js';
import type { ListLine } from './list-lines.js';
import type { Raw } from './raw.js';
import type { Collection, WatchEvent } from './reflect.js';
import type { Sender } from './sender.js';
import { countList, type Usage } from './usage.js';

const KNOWN = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']);
const MAX_LINE = 16 * 1_048_576;

/** Watches the objects of a kind in a namespace from a version on, until the cluster ends the stream. An ERROR line is thrown
 * as the ClusterError it tells of; a line that is no JSON as BadAnswer; event types of the future are skipped. */
export async function* openWatch<R extends RawObject>(
  sender: Pick<Sender, 'stream'>,
  kind: Kind,
  namespace: string,
  resourceVersion: string,
): AsyncGenerator<WatchEvent<R>> {
  const path = pathOf(kind, namespace);
  const call = `WATCH ${path}`;
  const chunks = await sender.stream(path, {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion,
    timeoutSeconds: 300 + Math.floor(Math.random() * 300),
  });
  for await (const line of splitLines(chunks, MAX_LINE)) {
    const { type, object } = parse(call, line);
    if (type === 'ERROR') throw fromStatus(call, object as Raw<V1Status>);
    if (KNOWN.has(type)) yield { type, object } as WatchEvent<R>;
  }
}

/** The objects of a kind in a namespace, to be listed and watched as one sender. */
export function toCollection<R extends RawObject>(
  sender: Sender,
  usage: Usage,
  line: ListLine,
  kind: Kind,
  namespace: string,
): Collection<R> {
  const path = pathOf(kind, namespace);
  return {
    async list() {
      const started = performance.now();
      const { metadata, items } = (await line(
        `GET ${path}`,
        { namespace },
        () => sender.read(path),
      )) as { metadata: { resourceVersion: string }; items: R[] };
      countList(usage, kind.kind, performance.now() - started);
      return { items, resourceVersion: metadata.resourceVersion };
    },
    watch: (version) => openWatch<R>(sender, kind, namespace, version),
  };
}

function parse(call: string, line: string): { type: string; object: unknown } {
  try {
    const { type, object } = JSON.parse(line) as Record<string, unknown>;
    if (typeof type === 'string' && typeof object === 'object' && object)
      return { type, object };
  } catch (cause) {
    throw broken(call, cause);
  }
  throw broken(call);
}

function broken(call: string, cause?: unknown): ClusterError {
  return new ClusterError('the cluster sent a line that is no watch event', {
    ...{ call, cause },
    reason: 'BadAnswer',
    executed: 'yes',
  });
}
