import { Alarm } from '../alarm.js';
import { CREATED, STARTED } from '../messages/container-started.js';
import { NO_EXECUTABLE, type StartFailure } from '../messages/start-failed.js';
import { fill, pick, say } from '../messages/wording.js';
import { SYNC_MS } from '../shortened.js';
import { findConfigurationProblem } from './configuring.js';
import type { Waiting } from './container-state.js';
import { Occasion } from './occasion.js';
import { Pulling } from './pulling.js';
import type { Scene } from './scene.js';

export interface StartListener {
  onWaiting(waiting: Waiting): void;
  /** The container was made, but its process did not start. */
  onStartFailed(failure: Required<StartFailure>): void;
  onStarted(): void;
}

// What the image is said to run when the pod does not say.
const COMMAND = '/app/serve';

/** The way of one container from nothing to a running process, with all that can go wrong. */
export class Starting {
  readonly #pulling: Pulling;
  readonly #alarm: Alarm;
  readonly #problems = new Occasion();
  #isStopped = false;

  constructor(
    private readonly scene: Scene,
    private readonly listener: StartListener,
  ) {
    this.#pulling = new Pulling(scene, (waiting) =>
      this.listener.onWaiting(waiting),
    );
    this.#alarm = new Alarm(scene.services.pace);
  }

  start(): void {
    this.#pulling.start(() => this.#configure());
  }

  stop(): void {
    this.#isStopped = true;
    this.#pulling.stop();
    this.#alarm.clear();
  }

  #configure(): void {
    const problem = findConfigurationProblem(this.scene);
    if (problem instanceof Promise)
      void problem.then((found) => !this.#isStopped && this.#create(found));
    else this.#create(problem);
  }

  #create(problem: Waiting | undefined): void {
    const { spec, variant, behaviour } = this.scene;
    const values = {
      container: spec.name,
      command: spec.command?.[0] ?? COMMAND,
    };
    if (problem) return this.#wait(problem, () => this.#configure());
    const failure = behaviour.hasNoExecutable && pick(NO_EXECUTABLE, variant);
    const message = failure ? fill(failure.text, values) : '';
    if (failure && !failure.termination)
      return this.#wait({ reason: failure.reason, message }, () =>
        this.start(),
      );
    this.scene.record('Normal', 'Created', say(CREATED, variant, values));
    if (failure?.termination) {
      const text = fill(failure.termination.text, values);
      this.scene.record('Warning', 'Failed', `Error: ${message}`);
      return this.listener.onStartFailed({
        ...failure,
        text: message,
        termination: { ...failure.termination, text },
      });
    }
    this.scene.record('Normal', 'Started', say(STARTED, variant, values));
    this.listener.onStarted();
  }

  #wait(waiting: Waiting, again: () => void): void {
    if (this.#problems.isWorthTelling())
      this.scene.record(
        'Warning',
        'Failed',
        `Error: ${waiting.message ?? waiting.reason}`,
      );
    this.listener.onWaiting(waiting);
    this.#alarm.set(SYNC_MS, again);
  }
}
