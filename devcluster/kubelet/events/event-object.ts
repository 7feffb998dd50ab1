import type { PodObject } from '../pod-object.js';

/** What happened to a pod, or to one of its containers. */
export interface Happening {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** The container within the pod's spec: spec.containers{web}. */
  fieldPath?: string;
}

/** An Event as client-go creates it. */
export interface EventObject {
  apiVersion: 'v1';
  kind: 'Event';
  metadata: { name: string; namespace: string };
  involvedObject: Record<string, string>;
  type: string;
  reason: string;
  message: string;
  source: { component: string; host?: string };
  firstTimestamp: string;
  lastTimestamp: string;
  count: number;
  reportingComponent: string;
  reportingInstance: string;
}

/** Returns the Event of a happening, as client-go makes it; `nanos` makes its name unique. */
export function toEvent(
  { metadata, spec }: PodObject,
  { type, reason, message, fieldPath }: Happening,
  now: string,
  nanos: bigint,
): EventObject {
  const { name, namespace, uid, resourceVersion } = metadata;
  const host = spec.nodeName ?? '';
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${nanos.toString(16)}`, namespace },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      name,
      uid,
      resourceVersion,
      ...(fieldPath && { fieldPath }),
    },
    type,
    reason,
    message,
    source: { component: 'kubelet', host },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    reportingComponent: 'kubelet',
    reportingInstance: host,
  };
}
