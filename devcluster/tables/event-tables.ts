import {
  type EventObject,
  type EventView,
  fromEventsView,
} from '../kinds/event-view.js';
import { type Column, column, NAME, wideColumn } from './column.js';
import { toAge, UNKNOWN } from './duration.js';

export const EVENT_COLUMNS: readonly Column<EventObject>[] = [
  column('Last Seen', toLastSeen),
  column('Type', ({ type }) => type ?? ''),
  column('Reason', ({ reason }) => reason ?? ''),
  column('Object', ({ involvedObject: { kind = '', name } = {} }) =>
    [kind.toLowerCase(), ...(name ? [name] : [])].join('/'),
  ),
  wideColumn(
    'Subobject',
    ({ involvedObject }) => involvedObject?.fieldPath ?? '',
  ),
  wideColumn('Source', toSource),
  column('Message', ({ message = '' }) => message.trim()),
  wideColumn('First Seen', toFirstSeen),
  wideColumn('Count', ({ series, count }) => series?.count ?? (count || 1)),
  { ...NAME, priority: 1 },
];

/** The younger form of the same events has the same table. */
export const EVENT_VIEW_COLUMNS: readonly Column<EventView>[] =
  EVENT_COLUMNS.map((one) => ({
    ...one,
    toCell: (view: EventView, now: number) =>
      one.toCell(fromEventsView(view), now),
  }));

function toFirstSeen(
  { firstTimestamp, eventTime }: EventObject,
  now: number,
): string {
  return toAge(firstTimestamp ?? eventTime, now);
}

function toLastSeen(event: EventObject, now: number): string {
  const { series, lastTimestamp } = event;
  if (series) return toAge(series.lastObservedTime, now);
  const last = toAge(lastTimestamp, now);
  return last === UNKNOWN ? toFirstSeen(event, now) : last;
}

function toSource({
  source,
  reportingComponent,
  reportingInstance,
}: EventObject): string {
  const component = source?.component || (reportingComponent ?? '');
  const instance = source?.host || reportingInstance;
  return instance ? `${component}, ${instance}` : component;
}
