import type { FieldError } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { invalidObject } from '../api/status-error.js';
import { validateNotNegative } from './field-validation.js';
import type { LabelSelector } from './label-selector.js';
import { toSelectorText } from './selector-text.js';

/** What is left of a workload in its subresource scale: autoscaling/v1. */
export interface Scale extends KubeObject {
  spec?: { replicas?: number };
  status?: { replicas?: number; selector?: string };
}

interface Scalable extends KubeObject {
  spec?: {
    replicas?: number;
    selector?: LabelSelector | Record<string, string>;
  };
  status?: { replicas?: number };
}

const SCALE = { group: 'autoscaling', kind: 'Scale' };

/** The Scale of a workload: K10/get. */
export function toScale(
  { group }: Pick<Kind, 'group'>,
  { metadata, spec = {}, status }: Scalable,
): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const { replicas, selector = {} } = spec;
  // Only ReplicationControllers, the one kind of the core, have labels for a selector.
  const text = toSelectorText(
    group ? selector : { matchLabels: selector as Record<string, string> },
  );
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: replicas ? { replicas } : {},
    status: {
      replicas: status?.replicas ?? 0,
      ...(text && { selector: text }),
    },
  };
}

/** The workload with the replicas that a Scale asks for: K10/put. It says of itself what the Scale says of it, so that the update
 * refuses what is meant for another object or an older state. Throws the Status of a bad Scale: K10/negative. */
export function withReplicas<Workload extends KubeObject>(
  workload: Workload,
  scale: Scale,
): Workload {
  const { metadata } = workload;
  const {
    name = metadata.name,
    namespace = metadata.namespace,
    uid = metadata.uid,
    resourceVersion,
  } = scale.metadata;
  const replicas = scale.spec?.replicas ?? 0;
  const errors: FieldError[] = validateNotNegative(replicas, 'spec.replicas');
  if (errors.length) throw invalidObject(SCALE, metadata.name ?? '', errors);
  return {
    ...workload,
    metadata: { ...metadata, name, namespace, uid, resourceVersion },
    spec: { ...(workload.spec as object), replicas },
  };
}
