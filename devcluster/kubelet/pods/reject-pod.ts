import type { KubeletServices } from '../kubelet-services.js';
import { NODE_UNDER_PRESSURE, POD_REJECTED } from '../messages/pod-evicted.js';
import { variantOf } from '../messages/variant.js';
import { say } from '../messages/wording.js';
import type { PodObject } from '../pod-object.js';
import { toRejection } from './pod-status.js';
import { StatusWriter } from './status-writer.js';

/** Tells that a node under pressure does not take the pod in. */
export function rejectPod(
  pod: PodObject,
  pressure: readonly string[],
  services: KubeletServices,
): void {
  const { namespace, annotations, uid } = pod.metadata;
  const variant = variantOf(namespace, annotations);
  const conditions = pressure.join(' ');
  const reason = 'Evicted';
  services.recorder.record(pod, {
    type: 'Warning',
    reason,
    message: say(NODE_UNDER_PRESSURE, variant, { conditions }),
  });
  const message = say(POD_REJECTED, variant, { conditions });
  const startTime = new Date();
  const writer = new StatusWriter(uid, pod, services, () =>
    toRejection({ reason, message }, startTime),
  );
  void writer.tell();
}
