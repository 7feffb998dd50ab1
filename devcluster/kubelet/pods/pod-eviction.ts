import { Alarm } from '../alarm.js';
import type { ContainerHome } from '../containers/scene.js';
import { Scene } from '../containers/scene.js';
import { DEADLINE_EXCEEDED, EVICTED } from '../messages/pod-evicted.js';
import { fill, pick, say } from '../messages/wording.js';
import type { PodEnd } from './pod-facts.js';

/** Ends a pod before its time: when its deadline is over, or when an image of it wants to be evicted. */
export class PodEviction {
  readonly #deadline: Alarm;
  readonly #eviction: Alarm;
  #seconds?: number;

  constructor(
    private readonly home: ContainerHome,
    private readonly startTime: Date,
    private readonly onEnd: (end: PodEnd, graceMs?: number) => void,
  ) {
    this.#deadline = new Alarm(home.services.pace);
    this.#eviction = new Alarm(home.services.pace);
  }

  /** Looks at the pod's spec; the deadline may change during its life. */
  watch(): void {
    const { activeDeadlineSeconds: seconds } = this.home.pod.spec;
    if (seconds === this.#seconds || seconds === undefined) return;
    this.#seconds = seconds;
    const leftMs =
      seconds * 1000 - this.home.services.pace.since(this.startTime);
    this.#deadline.set(Math.max(0, leftMs), () => this.#exceed());
  }

  /** Called when the containers run. */
  watchImages(): void {
    for (const spec of this.home.pod.spec.containers) {
      const scene = new Scene(spec, 'main', this.home);
      const { evictedAfterMs } = scene.behaviour;
      if (evictedAfterMs !== undefined)
        return this.#eviction.set(evictedAfterMs, () => this.#evict(scene));
    }
  }

  stop(): void {
    this.#deadline.clear();
    this.#eviction.clear();
  }

  #exceed(): void {
    const { pod, services, variant } = this.home;
    const reason = 'DeadlineExceeded';
    const message = say(DEADLINE_EXCEEDED, variant);
    services.recorder.record(pod, { type: 'Normal', reason, message });
    this.onEnd({ reason, message });
  }

  #evict({ spec, variant, pod, services }: Scene): void {
    const { text, resource } = pick(EVICTED, variant);
    const reason = 'Evicted';
    const message = fill(text, {
      container: spec.name,
      request: spec.resources?.requests?.[resource] ?? '0',
    });
    services.recorder.record(pod, { type: 'Warning', reason, message });
    this.onEnd(
      {
        reason,
        message,
        disruption: { reason: 'TerminationByKubelet', message },
      },
      0,
    );
  }
}
