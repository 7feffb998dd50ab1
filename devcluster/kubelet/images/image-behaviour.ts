/** Why an image cannot be pulled. */
export type PullFault =
  | 'not-found'
  | 'refused'
  | 'rate-limited'
  | 'unreachable'
  | 'untrusted'
  | 'wrong-architecture';

/** How the process of an image ends by itself. */
export interface ProcessEnd {
  exitCode: number;
  /** After its start. */
  afterMs: number;
  /** OOMKilled: the kernel killed it. */
  reason?: 'OOMKilled';
  /** The log line that says why, by the container runtime. */
  complaint?: 'exec-format-error';
}

/** How a container of an image behaves. Everything left out is ordinary: pulled at once, runs for ever, healthy at once,
 * ends as soon as it is asked to. Times are in milliseconds. */
export interface ImageBehaviour {
  pullFault?: PullFault;
  /** The pull succeeds all the same when the pod has a pull secret. */
  opensToPullSecret?: true;
  pullMs?: number;
  /** No sandbox can be made for its pod. */
  hasNoNetwork?: true;
  /** The command does not exist in the image. */
  hasNoExecutable?: true;
  ends?: ProcessEnd;
  /** Until then every probe fails; Infinity: it never becomes ready, though its liveness probe passes. */
  readyAfterMs?: number;
  /** From then on the liveness probe fails. */
  unhealthyAfterMs?: number;
  /** How it answers SIGTERM: when it ends, and with what; Infinity: only when it is killed. */
  onTerm?: { afterMs: number; exitCode: number };
  linesPerSecond?: number;
  /** The kubelet evicts its pod after that time. */
  evictedAfterMs?: number;
}
