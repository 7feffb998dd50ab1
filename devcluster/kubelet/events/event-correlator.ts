import type { EventObject } from './event-object.js';
import { RecentMap } from './recent-map.js';
import { TokenBucket } from './token-bucket.js';

interface Series {
  name: string;
  count: number;
  firstTimestamp: string;
}

interface Similar {
  messages: Set<string>;
  at: number;
}

// The numbers of client-go, tools/record/events_cache.go.
const REMEMBERED = 4096;
const SIMILAR_MOST = 10;
const SIMILAR_FOR_MS = 600_000;
const BURST = 25;
const PER_SECOND = 1 / 300;

/** Folds events as client-go does: the same one again counts up, many that differ only by their message become one, and a pod
 * that has told enough is heard seldom. */
export class EventCorrelator {
  readonly #series = new RecentMap<string, Series>(REMEMBERED);
  readonly #similar = new RecentMap<string, Similar>(REMEMBERED);
  readonly #budgets = new RecentMap<string, TokenBucket>(REMEMBERED);

  /** Returns the event to write, under the name and with the count of its series; nothing when it is one too many. */
  correlate(event: EventObject, now = Date.now()): EventObject | undefined {
    const { component, host = '' } = event.source;
    const source = `${component} ${host} ${event.involvedObject.uid} ${event.type}`;
    const kind = `${source} ${event.reason}`;
    const isCombined = this.#isOneOfMany(kind, event.message, now);
    const folded = isCombined
      ? {
          ...event,
          message: `(combined from similar events): ${event.message}`,
        }
      : event;
    const key = isCombined
      ? kind
      : `${kind} ${event.involvedObject.fieldPath ?? ''} ${event.message}`;
    const known = this.#series.get(key);
    const series = {
      name: known?.name ?? event.metadata.name,
      count: (known?.count ?? 0) + 1,
      firstTimestamp: known?.firstTimestamp ?? event.firstTimestamp,
    };
    this.#series.set(key, series);
    if (!this.#budgetOf(source, now).take(now)) return undefined;
    return {
      ...folded,
      metadata: { ...event.metadata, name: series.name },
      count: series.count,
      firstTimestamp: series.firstTimestamp,
    };
  }

  #isOneOfMany(kind: string, message: string, now: number): boolean {
    const known = this.#similar.get(kind);
    const similar =
      known && now - known.at <= SIMILAR_FOR_MS
        ? known
        : { messages: new Set<string>(), at: now };
    similar.messages.add(message);
    similar.at = now;
    this.#similar.set(kind, similar);
    if (similar.messages.size < SIMILAR_MOST) return false;
    similar.messages.delete(message);
    return true;
  }

  #budgetOf(source: string, now: number): TokenBucket {
    const budget =
      this.#budgets.get(source) ?? new TokenBucket(PER_SECOND, BURST, now);
    this.#budgets.set(source, budget);
    return budget;
  }
}
