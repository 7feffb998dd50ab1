import { Alarm } from '../alarm.js';
import type { Probe } from '../pod-object.js';
import { healthOf, type ProbeKind } from './health.js';
import { toProbeFailure } from './probe-failure.js';
import { ProbeLoop } from './probe-loop.js';
import type { Scene } from './scene.js';

export interface HealthListener {
  /** isStarted or isReady may be another now. */
  onChange(): void;
  /** The container is to be killed for it. */
  onSick(kind: 'startup' | 'liveness', probe: Probe): void;
}

/** The probes of one run of a container. Without a readiness probe it is ready when its image says so. */
export class Probing {
  isStarted = false;
  isReady = false;
  readonly #loops: ProbeLoop[] = [];
  readonly #unprobed: Alarm;

  constructor(
    private readonly scene: Scene,
    private readonly startedAt: Date,
    private readonly listener: HealthListener,
  ) {
    this.#unprobed = new Alarm(scene.services.pace);
  }

  start(): void {
    const { startupProbe } = this.scene.spec;
    if (!startupProbe) return this.#onStarted();
    this.#probe('startup', startupProbe, (passes) => {
      if (passes) this.#onStarted();
      else this.listener.onSick('startup', startupProbe);
      return true;
    });
  }

  stop(): void {
    this.#unprobed.clear();
    for (const loop of this.#loops) loop.stop();
  }

  #onStarted(): void {
    const { readinessProbe, livenessProbe } = this.scene.spec;
    this.isStarted = true;
    if (livenessProbe)
      this.#probe('liveness', livenessProbe, (passes) => {
        if (!passes) this.listener.onSick('liveness', livenessProbe);
        return !passes;
      });
    if (readinessProbe)
      this.#probe('readiness', readinessProbe, (passes) => {
        this.#setReady(passes);
        return false;
      });
    else this.#becomeReadyUnprobed();
    this.listener.onChange();
  }

  #becomeReadyUnprobed(): void {
    const { readyAfterMs = 0 } = this.scene.behaviour;
    if (readyAfterMs === Infinity) return;
    const leftMs = readyAfterMs - this.#elapsedMs;
    if (leftMs > 0) this.#unprobed.set(leftMs, () => this.#setReady(true));
    else this.#setReady(true);
  }

  #setReady(isReady: boolean): void {
    if (this.isReady === isReady) return;
    this.isReady = isReady;
    this.listener.onChange();
  }

  #probe(
    kind: ProbeKind,
    probe: Probe,
    onResult: (passes: boolean) => boolean,
  ): void {
    const { scene } = this;
    const { spec, variant, home } = scene;
    const loop = new ProbeLoop(scene.services.pace, probe, {
      look: () => healthOf(scene.behaviour, kind, this.#elapsedMs),
      onFailure: () =>
        scene.record(
          'Warning',
          'Unhealthy',
          toProbeFailure(kind, probe, spec, home.podIP, variant),
        ),
      onResult,
    });
    this.#loops.push(loop);
    loop.start(this.#elapsedMs);
  }

  get #elapsedMs(): number {
    return this.scene.services.pace.since(this.startedAt);
  }
}
