import { EventCorrelator } from '../kubelet/events/event-correlator.js';
import type { ClusterObject } from './cluster-object.js';
import { toEventName } from './event-name.js';
import type { EventWriter } from './event-writer.js';
import { apiVersionOf, type Resource } from './resource.js';
import { toTimestamp } from './timestamp.js';

export interface EventRecorder {
  normal(about: ClusterObject, reason: string, message: string): void;
  warning(about: ClusterObject, reason: string, message: string): void;
}

/** Records what a controller does to objects of one resource. Events that repeat count up, as client-go counts them. */
export function createEventRecorder(
  writer: EventWriter,
  component: string,
  resource: Resource,
): EventRecorder {
  const correlator = new EventCorrelator();

  function record(
    { metadata }: ClusterObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    const { name, uid, resourceVersion, namespace = 'default' } = metadata;
    const now = toTimestamp();
    const event = correlator.correlate({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: toEventName(name), namespace },
      involvedObject: {
        apiVersion: apiVersionOf(resource),
        kind: resource.kind,
        namespace,
        name,
        uid,
        resourceVersion,
      },
      type,
      reason,
      message,
      source: { component },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      reportingComponent: component,
      reportingInstance: '',
    });
    if (!event) return;
    const { count, lastTimestamp } = event;
    writer.write({
      collection: `/api/v1/namespaces/${namespace}/events`,
      name: event.metadata.name,
      body: event,
      ...(count > 1 && {
        change: { count, lastTimestamp, message: event.message },
      }),
    });
  }

  return {
    normal: (about, reason, message) =>
      record(about, 'Normal', reason, message),
    warning: (about, reason, message) =>
      record(about, 'Warning', reason, message),
  };
}
