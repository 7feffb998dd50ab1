import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { PlainError } from '../../devcluster/process/plain-error.js';

export type Program = 'etcd' | 'apiserver' | 'controller-manager' | 'scheduler';

const PATIENCE_MS = 5000;
const TAIL_LINES = 15;

/** One process of the control plane; what it prints goes to its log file. */
export class Component {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #isStopping = false;

  constructor(
    readonly program: Program,
    binary: string,
    flags: readonly string[],
    readonly logFile: string,
  ) {
    const log = openSync(logFile, 'a');
    this.#child = spawn(binary, [program, ...flags], {
      // Standard input closes when the launcher dies in whatever way, and the program then stops by itself.
      stdio: ['pipe', log, log],
      env: { ...process.env, MOORAGE_STOP_WITH_STDIN: '1' },
      // A group of its own: Ctrl-C must reach the command first, and the control plane only at the teardown.
      detached: true,
    });
    closeSync(log);
    this.#child.stdin?.on('error', () => undefined);
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves, with the reason, when the process ends without having been asked to. */
  async death(): Promise<PlainError> {
    await this.#ended;
    if (this.#isStopping) return new Promise(() => undefined);
    const { exitCode, signalCode } = this.#child;
    const how = signalCode
      ? `was ended by ${signalCode}`
      : `exited with code ${exitCode}`;
    return new PlainError(
      `${this.program} ${how}. The end of its log:\n${this.#tail()}`,
    );
  }

  /** Asks the process to stop, and ends it after some seconds when it does not. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#child.kill('SIGTERM');
    const patience = new AbortController();
    const tooLong = sleep(PATIENCE_MS, true, { signal: patience.signal }).catch(
      () => false,
    );
    if (await Promise.race([tooLong, this.#ended.then(() => false)]))
      this.#child.kill('SIGKILL');
    patience.abort();
    await this.#ended;
  }

  #tail(): string {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n');
    return lines.slice(-TAIL_LINES).join('\n');
  }
}
