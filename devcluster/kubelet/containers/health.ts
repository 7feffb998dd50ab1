import type { ImageBehaviour } from '../images/image-behaviour.js';

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** How a process of that image answers a probe, that long after its start. `isFinal`: it will never answer otherwise. */
export interface Health {
  passes: boolean;
  isFinal: boolean;
}

export function healthOf(
  { readyAfterMs = 0, unhealthyAfterMs = Infinity }: ImageBehaviour,
  kind: ProbeKind,
  elapsedMs: number,
): Health {
  if (elapsedMs >= unhealthyAfterMs) return { passes: false, isFinal: true };
  const isFinal = unhealthyAfterMs === Infinity;
  // What never becomes ready lives all the same.
  if (readyAfterMs === Infinity)
    return { passes: kind !== 'readiness', isFinal };
  const passes = elapsedMs >= readyAfterMs;
  return { passes, isFinal: passes && isFinal };
}
