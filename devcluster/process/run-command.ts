import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { PlainError } from './plain-error.js';
import { say } from './say.js';
import type { Stopper } from './stopper.js';

const PATIENCE_MS = 15_000;

/**
 * Runs the command with the terminal's input and output, passes signals on to it, and returns its exit code,
 * or 128 plus the signal's number when a signal ended it. Throws PlainError when there is no such command.
 */
export async function runCommand(
  [command = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  stopper: Stopper,
): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env });
  let tooLong: NodeJS.Timeout | undefined;
  const unfollow = stopper.onSignal((signal) => {
    // A terminal sends Ctrl-C to the whole group by itself, and a second one makes many programs give up at once.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    tooLong ??= setTimeout(() => {
      say(`${command} does not stop and is ended.`);
      child.kill('SIGKILL');
    }, PATIENCE_MS);
  });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', (error) =>
        reject(new PlainError(`${command} could not be run: ${error.message}`)),
      );
      child.once('exit', (code, signal) =>
        resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)),
      );
    });
  } finally {
    clearTimeout(tooLong);
    unfollow();
  }
}
