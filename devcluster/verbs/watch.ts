import { forbiddenField } from '../api/field-error.js';
import type { KubeObject } from '../api/kube-object.js';
import { invalidObject, StatusError } from '../api/status-error.js';
import { toWarning } from '../http/answer.js';
import { LineWriter } from '../http/line-writer.js';
import type { StoreEvent } from '../store/history.js';
import type { Call } from './call.js';
import { type ObjectTest, toObjectTest } from './list.js';
import type { ListOptions } from './list-options.js';
import { createWatchTexts } from './object-text.js';
import { toRevision } from './revision.js';
import { fromStored, storedAs } from './view.js';

const FIRST_BOOKMARK_MS = 800;
const LAST_BOOKMARK_BEFORE_END_MS = 2_000;
const LONGEST_SECONDS = { from: 1_800, more: 1_800 };

/** GET of a collection with `watch`: a line of JSON for each event, until the time is over or the caller leaves. */
export function watch(call: Call, options: ListOptions): void {
  const from = readRevision(options.resourceVersion);
  if (options.sendInitialEvents && !call.plane.settings.watchList)
    throw toWatchListMissing();
  const test = toObjectTest(call.kind, options);
  new WatchStream(call, options, test).start(from);
}

class WatchStream {
  readonly #call: Call;
  readonly #timers: NodeJS.Timeout[] = [];
  #unsubscribe: () => void = () => undefined;
  /** Nothing up to this revision is told: it lies before the start, or was told already. */
  #told = 0;
  readonly #toText: (object: KubeObject) => string;
  readonly #lines: LineWriter;

  constructor(
    call: Call,
    private readonly options: ListOptions,
    private readonly test: ObjectTest,
  ) {
    this.#call = call;
    this.#lines = new LineWriter(call.response);
    this.#toText = createWatchTexts(call.kind, call.representation);
  }

  start(from: number | undefined): void {
    const { plane, kind, response } = this.#call;
    if (kind.warning) response.setHeader('warning', toWarning(kind.warning));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    response.once('close', () => this.#stop());
    const collection = plane.store.collection(storedAs(kind));
    // Initial events show the present state, whatever revision is asked for.
    const isReplay = from !== undefined && !this.options.sendInitialEvents;
    const missed = isReplay ? collection.history.after(from) : [];
    if (!missed) return this.#end(toTooOld(from ?? 0, plane.store.revision));
    this.#told = isReplay ? from : plane.store.revision;
    if (!isReplay) this.#tellPresent();
    for (const event of missed) this.#tell(event);
    this.#unsubscribe = collection.subscribe((event) => this.#tell(event));
    this.#startTimers();
  }

  #tellPresent(): void {
    const { plane, kind, target } = this.#call;
    for (const object of plane.store.list(storedAs(kind), target.namespace))
      if (this.test(object)) this.#write('ADDED', object);
    if (this.options.sendInitialEvents)
      this.#writeBookmark({ 'k8s.io/initial-events-end': 'true' });
  }

  #tell({ revision, type, namespace, object, before }: StoreEvent): void {
    const { target } = this.#call;
    if (revision <= this.#told) return;
    this.#told = revision;
    if (target.namespace && target.namespace !== namespace) return;
    const isIn = type !== 'DELETED' && this.test(object);
    const wasIn = before !== undefined && this.test(before);
    if (isIn) this.#write(wasIn ? 'MODIFIED' : 'ADDED', object);
    else if (wasIn) this.#write('DELETED', toLastSeen(before, object));
  }

  #startTimers(): void {
    const { allowBookmarks, timeoutSeconds } = this.options;
    const seconds =
      timeoutSeconds ??
      LONGEST_SECONDS.from + Math.random() * LONGEST_SECONDS.more;
    this.#timers.push(setTimeout(() => this.#end(), seconds * 1_000));
    if (!allowBookmarks) return;
    const bookmark = () => this.#writeBookmark();
    const nearEnd = seconds * 1_000 - LAST_BOOKMARK_BEFORE_END_MS;
    this.#timers.push(
      setTimeout(bookmark, FIRST_BOOKMARK_MS),
      setTimeout(bookmark, Math.max(0, nearEnd)),
      setInterval(bookmark, this.#call.plane.settings.bookmarkInterval),
    );
  }

  #write(type: string, stored: KubeObject): void {
    this.#writeLine(type, this.#toText(fromStored(this.#call.kind, stored)));
  }

  #writeBookmark(annotations?: Record<string, string>): void {
    const metadata = {
      resourceVersion: String(this.#call.plane.store.revision),
      ...(annotations && { annotations }),
    };
    this.#writeLine('BOOKMARK', this.#toText({ metadata }));
  }

  #writeLine(type: string, object: string): void {
    this.#lines.write(`{"type":"${type}","object":${object}}\n`);
  }

  #end(error?: StatusError): void {
    if (error) this.#writeLine('ERROR', JSON.stringify(error.status));
    this.#lines.flush();
    this.#call.response.end();
    this.#stop();
  }

  #stop(): void {
    this.#unsubscribe();
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

/** What leaves the selection is told with its old content and the new revision. */
function toLastSeen(before: KubeObject, now: KubeObject): KubeObject {
  const { resourceVersion } = now.metadata;
  return { ...before, metadata: { ...before.metadata, resourceVersion } };
}

function toTooOld(from: number, now: number): StatusError {
  return new StatusError(
    410,
    'Expired',
    `too old resource version: ${from} (${now})`,
  );
}

function toWatchListMissing(): StatusError {
  const errors = [
    forbiddenField(
      'sendInitialEvents',
      'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
    ),
  ];
  return invalidObject(
    { group: 'meta.k8s.io', kind: 'ListOptions' },
    '',
    errors,
  );
}

function readRevision(text: string): number | undefined {
  try {
    return toRevision(text);
  } catch (error) {
    throw new StatusError(500, undefined, (error as Error).message);
  }
}
