import { Alarm } from '../alarm.js';
import { toGoDuration } from '../go-duration.js';
import {
  RESTART_BACK_OFF,
  RESTART_BACK_OFF_EVENT,
} from '../messages/restart-back-off.js';
import { say } from '../messages/wording.js';
import { toPodRef } from '../pod-object.js';
import { BACK_OFF_FACTOR } from '../shortened.js';
import { BackOff } from './back-off.js';
import type { Waiting } from './container-state.js';
import type { Scene } from './scene.js';

/** Holds a container that keeps ending back, longer each time. */
export class Restarting {
  readonly #backOff: BackOff;
  readonly #alarm: Alarm;

  constructor(
    private readonly scene: Scene,
    private readonly onWaiting: (waiting: Waiting) => void,
  ) {
    const { pace } = scene.services;
    this.#backOff = new BackOff(pace);
    this.#alarm = new Alarm(pace);
  }

  /** Calls `restart` when it is time: at once for the first time. */
  await(restart: () => void): void {
    if (this.#backOff.isFresh) {
      this.#backOff.begin();
      return restart();
    }
    const { scene } = this;
    const delayMs = this.#backOff.next();
    const values = {
      delay: toGoDuration(delayMs),
      container: scene.spec.name,
      podRef: toPodRef(scene.pod),
    };
    const { variant } = scene;
    scene.record(
      'Warning',
      'BackOff',
      say(RESTART_BACK_OFF_EVENT, variant, values),
    );
    const message = say(RESTART_BACK_OFF, variant, values);
    this.onWaiting({ reason: 'CrashLoopBackOff', message });
    this.#alarm.set(delayMs * BACK_OFF_FACTOR, restart);
  }

  stop(): void {
    this.#alarm.clear();
  }
}
