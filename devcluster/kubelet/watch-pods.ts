import { setTimeout as sleep } from 'node:timers/promises';

import { type ApiClient, ApiStatusError } from './api-client.js';
import type { PodObject } from './pod-object.js';

/** What the watch tells: the whole truth after each list, then every change. */
export interface PodListener {
  onList(pods: PodObject[]): void;
  onChange(pod: PodObject): void;
  onDelete(pod: PodObject): void;
}

interface PodList {
  metadata: { resourceVersion: string; continue?: string };
  items: PodObject[];
}

interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: PodObject & { code?: number; message?: string };
}

const PAGE = 500;
const RETRY_MS = 500;
const WATCH_SECONDS = 240;

/**
 * Lists and watches the pods of all nodes until the signal aborts. A cut watch resumes from the last revision seen;
 * when that is too old (410), the pods are listed again. Resolves after the abort and never rejects.
 */
export async function watchPods(
  client: ApiClient,
  listener: PodListener,
  signal: AbortSignal,
  log: (message: string) => void,
): Promise<void> {
  let revision: string | undefined;
  while (!signal.aborted) {
    try {
      revision ??= await listPods(client, listener, signal);
      for await (const event of watchFrom(client, revision, signal)) {
        revision = event.object.metadata.resourceVersion;
        tell(listener, event);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiStatusError && error.status === 410)
        revision = undefined;
      else log(`the pod watch was cut and resumes: ${String(error)}`);
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

// Pods that no scheduler has placed yet are of no interest to a kubelet.
const PLACED = `fieldSelector=${encodeURIComponent('spec.nodeName!=')}`;

async function listPods(
  client: ApiClient,
  listener: PodListener,
  signal: AbortSignal,
): Promise<string> {
  const pods: PodObject[] = [];
  let next: string | undefined;
  for (;;) {
    const after = next ? `&continue=${encodeURIComponent(next)}` : '';
    const page = await client.send<PodList>({
      method: 'GET',
      path: `/api/v1/pods?${PLACED}&limit=${PAGE}${after}`,
      signal,
    });
    for (const pod of page.items) pods.push(pod);
    next = page.metadata.continue;
    if (!next) {
      listener.onList(pods);
      return page.metadata.resourceVersion;
    }
  }
}

async function* watchFrom(
  client: ApiClient,
  revision: string,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent> {
  const path = `/api/v1/pods?${PLACED}&watch=true&allowWatchBookmarks=true&timeoutSeconds=${WATCH_SECONDS}&resourceVersion=${revision}`;
  for await (const line of client.lines(path, signal)) {
    const event = JSON.parse(line) as WatchEvent;
    const { code, message } = event.object;
    if (event.type === 'ERROR')
      throw new ApiStatusError(code ?? 500, message ?? line);
    yield event;
  }
}

function tell(listener: PodListener, event: WatchEvent): void {
  if (event.type === 'DELETED') listener.onDelete(event.object);
  else if (event.type !== 'BOOKMARK') listener.onChange(event.object);
}
