import { setTimeout as sleep } from 'node:timers/promises';

import { type ApiClient, ApiStatusError } from '../kubelet/api-client.js';
import type { ClusterObject } from './cluster-object.js';
import type { ObjectCache } from './object-cache.js';
import { isNeededWhole, type Resource, toCollectionPath } from './resource.js';

export interface InformerOptions<T extends ClusterObject> {
  client: ApiClient;
  resource: Resource;
  cache: ObjectCache<T>;
  signal: AbortSignal;
  log: (message: string) => void;
  /** Called once, when the first list is in the cache. */
  onSynced: () => void;
}

interface ObjectList<T> {
  metadata: { resourceVersion: string };
  items?: T[];
}

interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T & { code?: number; message?: string };
}

const RETRY_MS = 200;
const MOST_RETRY_MS = 5000;
const BRIEF_MS = 1000;
const WATCH_SECONDS = 240;
const JSON_TYPE = 'application/json';
const toPartial = (kind: string) =>
  `${JSON_TYPE};as=${kind};v=v1;g=meta.k8s.io`;

/**
 * Keeps a cache as the API server has it until the signal aborts. A cut watch resumes from the last revision seen; when
 * that is too old (410), everything is listed again. Resolves after the abort and never rejects.
 */
export async function runInformer<T extends ClusterObject>(
  options: InformerOptions<T>,
): Promise<void> {
  const { signal, resource, log } = options;
  let revision: string | undefined;
  let delayMs = RETRY_MS;
  while (!signal.aborted) {
    const begun = Date.now();
    try {
      revision ??= await list(options);
      for await (const event of watch(options, revision)) {
        revision = event.object.metadata.resourceVersion;
        tell(options.cache, event);
        delayMs = RETRY_MS;
      }
      // A watch that ends by itself has lived for minutes.
      if (Date.now() - begun > BRIEF_MS) continue;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiStatusError && error.status === 410)
        revision = undefined;
      else log(`the watch of ${resource.plural} was cut: ${String(error)}`);
    }
    await sleep(delayMs, undefined, { signal }).catch(() => undefined);
    delayMs = Math.min(delayMs * 2, MOST_RETRY_MS);
  }
}

async function list<T extends ClusterObject>({
  client,
  resource,
  cache,
  signal,
  onSynced,
}: InformerOptions<T>): Promise<string> {
  const { metadata, items } = await client.send<ObjectList<T>>({
    method: 'GET',
    path: toCollectionPath(resource),
    ...(!isNeededWhole(resource) && {
      accept: toPartial('PartialObjectMetadataList'),
    }),
    signal,
  });
  cache.replaceAll(items ?? [], metadata.resourceVersion);
  onSynced();
  return metadata.resourceVersion;
}

async function* watch<T extends ClusterObject>(
  { client, resource, signal }: InformerOptions<T>,
  revision: string,
): AsyncGenerator<WatchEvent<T>> {
  const accept = isNeededWhole(resource)
    ? JSON_TYPE
    : toPartial('PartialObjectMetadata');
  const path = `${toCollectionPath(resource)}?watch=true&allowWatchBookmarks=true&timeoutSeconds=${WATCH_SECONDS}&resourceVersion=${revision}`;
  for await (const line of client.lines(path, signal, accept)) {
    const event = JSON.parse(line) as WatchEvent<T>;
    const { code, message } = event.object;
    if (event.type === 'ERROR')
      throw new ApiStatusError(code ?? 500, message ?? line);
    yield event;
  }
}

function tell<T extends ClusterObject>(
  cache: ObjectCache<T>,
  { type, object }: WatchEvent<T>,
): void {
  if (type === 'BOOKMARK') cache.advance(object.metadata.resourceVersion);
  else if (type === 'DELETED') cache.observeDeletion(object);
  else cache.observe(object);
}
