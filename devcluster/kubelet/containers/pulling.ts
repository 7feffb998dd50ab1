import { Alarm } from '../alarm.js';
import { readPullSecrets } from '../configuration/pull-secrets.js';
import { toGoDuration } from '../go-duration.js';
import type { PullFault } from '../images/image-behaviour.js';
import type { BadImageName, ImageName } from '../images/image-name.js';
import { isBadName, parseImageName, toFullName } from '../images/image-name.js';
import {
  NEVER_PULLED,
  PRESENT,
  PULL_BACK_OFF,
  PULL_BACK_OFF_STATUS,
  PULL_SECRET_MISSING,
  PULLED,
  PULLING,
} from '../messages/image-pulled.js';
import {
  INVALID_IMAGE_NAME,
  NAME_HAS_CAPITALS,
  NAME_IS_MALFORMED,
} from '../messages/invalid-image-name.js';
import { say, type Values, type Wording } from '../messages/wording.js';
import { BACK_OFF_FACTOR, SYNC_MS } from '../shortened.js';
import { BackOff } from './back-off.js';
import type { Waiting } from './container-state.js';
import { Occasion } from './occasion.js';
import { toPullProblem } from './pull-problem.js';
import type { Scene } from './scene.js';

/** Brings the image of one container to its node, as often as it takes. */
export class Pulling {
  readonly #alarm: Alarm;
  readonly #backOff: BackOff;
  readonly #refusals = new Occasion();
  #isStopped = false;

  constructor(
    private readonly scene: Scene,
    private readonly onWaiting: (waiting: Waiting) => void,
  ) {
    const { pace } = scene.services;
    this.#alarm = new Alarm(pace);
    this.#backOff = new BackOff(pace);
  }

  /** Calls `done` when the node has the image, at once when it can. */
  start(done: () => void): void {
    const { spec, services } = this.scene;
    const name = parseImageName(spec.image);
    if (isBadName(name)) return this.#refuseName(name, done);
    const isPresent = services.images.has(this.#node, toFullName(name));
    const policy = spec.imagePullPolicy ?? 'IfNotPresent';
    if (isPresent && policy !== 'Always') {
      this.#record('Normal', 'Pulled', PRESENT);
      return done();
    }
    if (policy === 'Never') {
      const text = this.#say(NEVER_PULLED);
      return this.#refuse('ErrImageNeverPull', 'ErrImageNeverPull', text, done);
    }
    this.#pull(name, done);
  }

  stop(): void {
    this.#isStopped = true;
    this.#alarm.clear();
  }

  #refuseName({ problem, path }: BadImageName, done: () => void): void {
    const problems =
      problem === 'capitals' ? NAME_HAS_CAPITALS : NAME_IS_MALFORMED;
    const text = this.#say(INVALID_IMAGE_NAME, {
      problem: this.#say(problems, { path }),
    });
    this.#refuse('InvalidImageName', 'InspectFailed', text, done);
  }

  /** Says why the image is not even asked for, and looks again later: another pod may have brought it. */
  #refuse(
    reason: string,
    event: string,
    message: string,
    done: () => void,
  ): void {
    if (this.#refusals.isWorthTelling()) {
      this.scene.record('Warning', event, message);
      this.scene.record('Warning', 'Failed', `Error: ${reason}`);
    }
    this.onWaiting({ reason, message });
    this.#alarm.set(SYNC_MS, () => this.start(done));
  }

  #pull(name: ImageName, done: () => void): void {
    const { pullMs = 0, pullFault, opensToPullSecret } = this.scene.behaviour;
    this.#record('Normal', 'Pulling', PULLING);
    const finish = () => {
      if (!pullFault) return this.#succeed(name, done);
      if (!this.scene.pod.spec.imagePullSecrets?.length)
        return this.#fail(pullFault, name, done);
      void this.#trySecrets(pullFault, opensToPullSecret, name, done);
    };
    if (pullMs > 0) this.#alarm.set(pullMs, finish);
    else finish();
  }

  async #trySecrets(
    fault: PullFault,
    opens: true | undefined,
    name: ImageName,
    done: () => void,
  ): Promise<void> {
    const { services, pod } = this.scene;
    const { isUsable, missing } = await readPullSecrets(
      services.read,
      pod,
    ).catch(() => ({ isUsable: false, missing: [] }));
    if (this.#isStopped) return;
    if (opens && isUsable) return this.#succeed(name, done);
    if (missing.length > 0)
      this.#record(
        'Warning',
        'FailedToRetrieveImagePullSecret',
        PULL_SECRET_MISSING,
        { names: missing.join(', ') },
      );
    this.#fail(fault, name, done);
  }

  #succeed(name: ImageName, done: () => void): void {
    this.scene.services.images.add(this.#node, toFullName(name));
    this.#record('Normal', 'Pulled', PULLED, toPullFigures(this.scene));
    done();
  }

  #fail(fault: PullFault, name: ImageName, done: () => void): void {
    const { spec, variant } = this.scene;
    const message = toPullProblem(fault, variant, spec.image, name);
    this.scene.record(
      'Warning',
      'Failed',
      `Failed to pull image "${spec.image}": ${message}`,
    );
    this.scene.record('Warning', 'Failed', 'Error: ErrImagePull');
    this.onWaiting({ reason: 'ErrImagePull', message });
    this.#alarm.set(SYNC_MS, () => this.#waitAndPull(message, name, done));
  }

  #waitAndPull(cause: string, name: ImageName, done: () => void): void {
    this.#record('Normal', 'BackOff', PULL_BACK_OFF);
    this.scene.record('Warning', 'Failed', 'Error: ImagePullBackOff');
    const message = this.#say(PULL_BACK_OFF_STATUS, { cause });
    this.onWaiting({ reason: 'ImagePullBackOff', message });
    const delayMs = this.#backOff.next() * BACK_OFF_FACTOR;
    this.#alarm.set(delayMs, () => this.#pull(name, done));
  }

  get #node(): string {
    return this.scene.pod.spec.nodeName ?? '';
  }

  #say(wordings: readonly Wording[], values: Values = {}): string {
    const { image } = this.scene.spec;
    return say(wordings, this.scene.variant, { image, ...values });
  }

  #record(
    type: 'Normal' | 'Warning',
    reason: string,
    wordings: readonly Wording[],
    values: Values = {},
  ): void {
    this.scene.record(type, reason, this.#say(wordings, values));
  }
}

// Made up, since nothing is transferred, and always the same for one image.
function toPullFigures({ spec, behaviour }: Scene): Values {
  const letters = [...spec.image].reduce(
    (sum, one) => sum + one.charCodeAt(0),
    0,
  );
  const ms = (behaviour.pullMs ?? 0) + 300 + (letters % 1200);
  return { duration: toGoDuration(ms), bytes: 10_000_000 + letters * 7919 };
}
