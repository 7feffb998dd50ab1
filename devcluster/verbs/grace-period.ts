import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';

interface Pod {
  spec?: { nodeName?: string; terminationGracePeriodSeconds?: number };
  status?: { phase?: string };
}

const DEFAULT_SECONDS = 30;

/** Whether deleted objects of this kind may be given time: only pods. */
export function hasGracePeriod({ group, plural }: Kind): boolean {
  return !group && plural === 'pods';
}

/** How many seconds a deleted object is still given: only a pod that a kubelet runs gets some. */
export function toGracePeriod(
  kind: Kind,
  object: KubeObject,
  asked: number | undefined,
): number {
  if (!hasGracePeriod(kind)) return 0;
  const { spec, status } = object as unknown as Pod;
  const isEnded = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  if (!spec?.nodeName || isEnded) return 0;
  const wanted = asked ?? spec.terminationGracePeriodSeconds ?? DEFAULT_SECONDS;
  const given = object.metadata.deletionGracePeriodSeconds;
  // A second deletion can only make the time shorter.
  return given === undefined ? wanted : Math.min(wanted, given);
}
