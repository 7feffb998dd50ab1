import { ClusterEvent } from './cluster-event.type.js';

/** Events newest first; those that say the same about the same object are one, which counts them all. */
export function foldEvents(events: readonly ClusterEvent[]): ClusterEvent[] {
  const folded = new Map<string, ClusterEvent>();
  for (const event of events) {
    const same = folded.get(event.series);
    folded.set(event.series, same ? join(same, event) : event);
  }
  return [...folded.values()]
    .map((event) => ({ event, at: instant(event.lastSeen) }))
    .sort((a, b) => b.at - a.at || (a.event.series < b.event.series ? -1 : 1))
    .map(({ event }) => event);
}

function join(a: ClusterEvent, b: ClusterEvent): ClusterEvent {
  const [first, second] =
    instant(a.firstSeen) <= instant(b.firstSeen) ? [a, b] : [b, a];
  const last = instant(a.lastSeen) > instant(b.lastSeen) ? a : b;
  return Object.assign(new ClusterEvent(), second, {
    count: a.count + b.count,
    firstSeen: first.firstSeen,
    lastSeen: last.lastSeen,
  });
}

/** Some instants have fractions of a second and some have not, so their text does not sort. */
function instant(text: string | undefined): number {
  return text === undefined ? 0 : Date.parse(text);
}
