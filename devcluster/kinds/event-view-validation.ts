import { type FieldError, invalid, required } from '../api/field-error.js';
import { isEqual } from '../store/is-equal.js';
import {
  type EventObject,
  type EventView,
  fromEventsView,
  type ObjectReference,
} from './event-view.js';

/** What is wrong with a new event of events.k8s.io, beyond what is wrong in core. Fields are named as they are stored: so does
 * the API server. */
export function validateNewEventView(view: EventView): FieldError[] {
  const event = fromEventsView(view);
  const left = {
    firstTimestamp: event.firstTimestamp,
    lastTimestamp: event.lastTimestamp,
    count: event.count,
    source: event.source?.component || event.source?.host,
  };
  return [
    ...validateSeries(event),
    ...(event.eventTime ? [] : [required('eventTime')]),
    ...(event.type === 'Normal' || event.type === 'Warning'
      ? []
      : [invalid('type', '', `has invalid value: ${event.type ?? ''}`)]),
    ...Object.entries(left)
      .filter(([, value]) => value)
      .map(([field]) => invalid(field, '', 'needs to be unset')),
  ];
}

/** What a change of an event of events.k8s.io may not do: only its series grows. */
export function validateEventViewUpdate(
  draft: EventView,
  old: EventView,
): FieldError[] {
  const event = fromEventsView(draft);
  const before = toPrinted(fromEventsView(old));
  return [
    ...(isEqual(draft.series, old.series) ? [] : validateSeries(event)),
    ...Object.entries(toPrinted(event))
      .filter(([field, value]) => !isEqual(value, before[field]))
      .map(([field, value]) => invalid(field, value, 'field is immutable')),
  ];
}

function validateSeries({ series }: EventObject): FieldError[] {
  if (!series) return [];
  return [
    ...((series.count ?? 0) < 2
      ? [invalid('series.count', '', 'should be at least 2')]
      : []),
    ...(series.lastObservedTime ? [] : [required('series.lastObservedTime')]),
  ];
}

/** The fields that cannot change, as the API server prints them: objects under the names of its internal types. */
function toPrinted(event: EventObject): Record<string, unknown> {
  return {
    involvedObject: toPrintedReference(event.involvedObject ?? {}),
    reason: event.reason ?? '',
    message: event.message ?? '',
    source: {
      Component: event.source?.component ?? '',
      Host: event.source?.host ?? '',
    },
    firstTimestamp: event.firstTimestamp,
    lastTimestamp: event.lastTimestamp,
    count: event.count ?? 0,
    type: event.type ?? '',
    eventTime: event.eventTime,
    action: event.action ?? '',
    related: event.related ? toPrintedReference(event.related) : null,
    reportingController: event.reportingComponent,
    reportingInstance: event.reportingInstance,
  };
}

const toPrintedReference = (reference: ObjectReference) => ({
  Kind: reference.kind ?? '',
  Namespace: reference.namespace ?? '',
  Name: reference.name ?? '',
  UID: reference.uid ?? '',
  APIVersion: reference.apiVersion ?? '',
  ResourceVersion: reference.resourceVersion ?? '',
  FieldPath: reference.fieldPath ?? '',
});
