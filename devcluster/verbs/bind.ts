import type { KubeObject } from '../api/kube-object.js';
import { badRequest, StatusError } from '../api/status-error.js';
import { toTimestamp } from '../api/timestamp.js';
import type { Answer } from '../http/answer.js';
import { toDraft } from '../store/object-text.js';
import type { Call } from './call.js';
import { decodeBodyAs } from './decode-body.js';
import { findStored } from './get.js';
import { CREATED } from './success.js';
import { toWriteOptions } from './write-options.js';

interface Binding extends KubeObject {
  target?: { kind?: string; name?: string };
}

interface BoundPod extends KubeObject {
  spec: { nodeName?: string; schedulingGates?: { name: string }[] };
  status: { conditions?: { type: string }[] };
}

const BINDING = {
  group: '',
  version: 'v1',
  kind: 'Binding',
  definition: 'v1.Binding',
};

/** POST of pods/binding: places a pod on a node. */
export async function bind(call: Call): Promise<Answer> {
  const { plane, kind, target, query, userAgent } = call;
  const { metadata, target: node } = (await decodeBodyAs(
    BINDING,
    call,
    toWriteOptions(query, userAgent, 'CreateOptions'),
  )) as Binding;
  if (metadata.name && metadata.name !== target.name)
    throw badRequest('name in URL does not match name in Binding object');
  const pod = toDraft(findStored(call)) as BoundPod;
  const { nodeName } = pod.spec;
  const refuse = (why: string) => {
    throw new StatusError(
      409,
      'Conflict',
      `Operation cannot be fulfilled on pods/binding "${target.name}": ${why}`,
      { name: target.name, kind: 'pods/binding' },
    );
  };
  if (pod.metadata.deletionTimestamp)
    refuse(`pod ${target.name} is being deleted, cannot be assigned to a host`);
  if (nodeName)
    refuse(`pod ${target.name} is already assigned to node "${nodeName}"`);
  const gates = pod.spec.schedulingGates ?? [];
  if (gates.length > 0)
    refuse(`pod ${target.name} has non-empty .spec.schedulingGates`);
  pod.spec.nodeName = node?.name ?? '';
  pod.status = {
    ...pod.status,
    conditions: [
      ...(pod.status.conditions ?? []).filter(
        ({ type }) => type !== 'PodScheduled',
      ),
      toScheduled(pod),
    ],
  };
  plane.store.put(kind, pod);
  return CREATED;
}

function toScheduled({ metadata }: KubeObject) {
  return {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: toTimestamp(new Date()),
    ...(metadata.generation !== undefined && {
      observedGeneration: metadata.generation,
    }),
  };
}
