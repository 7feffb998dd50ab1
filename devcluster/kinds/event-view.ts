import type { KubeObject } from '../api/kube-object.js';

export interface ObjectReference {
  kind?: string;
  namespace?: string;
  name?: string;
  uid?: string;
  apiVersion?: string;
  resourceVersion?: string;
  fieldPath?: string;
}

/** What both forms of an event share. */
interface AnyEvent extends KubeObject {
  eventTime?: string | null;
  series?: { count?: number; lastObservedTime?: string | null };
  action?: string;
  reason?: string;
  related?: ObjectReference;
  reportingInstance?: string;
  type?: string;
}

/** An event in the form of core/v1, which is stored. */
export interface EventObject extends AnyEvent {
  involvedObject?: ObjectReference;
  message?: string;
  source?: { component?: string; host?: string };
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  count?: number;
  reportingComponent?: string;
}

/** An event in the form of events.k8s.io/v1. */
export interface EventView extends AnyEvent {
  regarding?: ObjectReference;
  note?: string;
  deprecatedSource?: { component?: string; host?: string };
  deprecatedFirstTimestamp?: string | null;
  deprecatedLastTimestamp?: string | null;
  deprecatedCount?: number;
  reportingController?: string;
}

/** The event in the form of events.k8s.io/v1. */
export function toEventsView(stored: EventObject): EventView {
  const {
    involvedObject,
    message,
    source,
    firstTimestamp,
    lastTimestamp,
    count,
    reportingComponent,
    reportingInstance,
    ...same
  } = stored;
  return {
    ...same,
    eventTime: same.eventTime ?? null,
    ...(reportingComponent && { reportingController: reportingComponent }),
    ...(reportingInstance && { reportingInstance }),
    regarding: involvedObject ?? {},
    ...(message && { note: message }),
    deprecatedSource: source ?? {},
    deprecatedFirstTimestamp: firstTimestamp ?? null,
    deprecatedLastTimestamp: lastTimestamp ?? null,
    ...(count && { deprecatedCount: count }),
  };
}

/** The event in the form of core/v1, in which it is stored. */
export function fromEventsView(view: EventView): EventObject {
  const {
    regarding,
    note,
    deprecatedSource,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedCount,
    reportingController,
    ...same
  } = view;
  return {
    ...same,
    involvedObject: regarding ?? {},
    ...(note && { message: note }),
    source: deprecatedSource ?? {},
    firstTimestamp: deprecatedFirstTimestamp ?? null,
    lastTimestamp: deprecatedLastTimestamp ?? null,
    ...(deprecatedCount && { count: deprecatedCount }),
    eventTime: same.eventTime ?? null,
    reportingComponent: reportingController ?? '',
    reportingInstance: same.reportingInstance ?? '',
  };
}
