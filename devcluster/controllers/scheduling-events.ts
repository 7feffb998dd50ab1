import { RecentMap } from '../kubelet/events/recent-map.js';
import { toEventName } from './event-name.js';
import type { EventWriter } from './event-writer.js';
import type { Pod } from './pod.js';
import { toMicroTimestamp } from './timestamp.js';

export interface SchedulingEvent {
  type: 'Normal' | 'Warning';
  reason: 'Scheduled' | 'FailedScheduling';
  action: 'Binding' | 'Scheduling';
  note: string;
}

interface Series {
  name: string;
  body: object;
  count: number;
}

const CONTROLLER = 'default-scheduler';
const REMEMBERED = 4096;

/** Records what becomes of pods through events.k8s.io, as the scheduler does: the second of the same begins a series. */
export function createSchedulingEvents(
  writer: EventWriter,
): (pod: Pod, event: SchedulingEvent) => void {
  const known = new RecentMap<string, Series>(REMEMBERED);
  return ({ metadata }, event) => {
    const { namespace, name, uid, resourceVersion } = metadata;
    const collection = `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;
    const key = `${uid} ${resourceVersion} ${event.reason}`;
    const eventTime = toMicroTimestamp();
    const before = known.get(key);
    if (before) {
      const series = {
        count: before.count + 1,
        lastObservedTime: eventTime,
      };
      known.set(key, { ...before, count: series.count });
      // Of a longer series the real one tells only every half hour.
      if (series.count === 2)
        writer.write({
          collection,
          name: before.name,
          body: { ...before.body, series },
          change: { series },
        });
      return;
    }
    const body = {
      metadata: { name: toEventName(name), namespace },
      eventTime,
      reportingController: CONTROLLER,
      reportingInstance: CONTROLLER,
      regarding: {
        kind: 'Pod',
        namespace,
        name,
        uid,
        apiVersion: 'v1',
        resourceVersion,
      },
      ...event,
    };
    known.set(key, { name: body.metadata.name, body, count: 1 });
    writer.write({ collection, name: body.metadata.name, body });
  };
}
