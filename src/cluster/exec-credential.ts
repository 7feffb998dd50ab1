import { spawn } from 'node:child_process';

import { ClusterError } from './cluster-error.js';
import type { ClientCertificate, ExecPlugin } from './connection.js';
import { toExecAnswer } from './exec-answer.js';

/** What a credential plugin has told. */
export interface ExecCredential {
  token?: string;
  certificate?: ClientCertificate;
}

export interface ExecCredentials {
  get(this: void): Promise<ExecCredential>;
  /** Forgets what the cluster refused. */
  forget(this: void): void;
}

const DEADLINE = 15_000;
const EARLY = 60_000;
/** A plugin whose credential is refused, or that fails, is not run for every call. */
const PAUSE = 5_000;
const MOST_OUTPUT = 1_048_576;
const MOST_WORDS = 4_096;

/** The credential of a plugin: run once at a time, and again a minute before what it told expires. A failure is one of the
 * server's, not of a caller's, and is remembered for some seconds. */
export function createExecCredentials(
  plugin: ExecPlugin,
  { deadline = DEADLINE, now = Date.now } = {},
): ExecCredentials {
  let running: Promise<ExecCredential> | undefined;
  let last: { at: number; until: number; told: Promise<ExecCredential> } = {
    ...{ at: -Infinity, until: -Infinity },
    told: Promise.resolve({}),
  };
  const run = async (): Promise<ExecCredential> => {
    try {
      const text = await output(plugin, deadline);
      const { expiresAt, ...credential } = toExecAnswer(
        text,
        plugin.apiVersion,
      );
      const until = Math.max(expiresAt - EARLY, now() + 1_000);
      last = { at: now(), until, told: Promise.resolve(credential) };
      return credential;
    } catch (error) {
      const told = Promise.reject(toFailure(plugin, error as Error));
      told.catch(() => undefined);
      last = { at: now(), until: now() + PAUSE, told };
      return told;
    } finally {
      running = undefined;
    }
  };
  return {
    get: () => running ?? (last.until > now() ? last.told : (running = run())),
    forget() {
      if (now() - last.at > PAUSE) last.until = -Infinity;
    },
  };
}

/** What the plugin writes; it is killed, with all that it has started, when its time is up. */
function output(plugin: ExecPlugin, deadline: number): Promise<string> {
  const { command, args, environment, apiVersion, cluster } = plugin;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: {
        ...environment,
        KUBERNETES_EXEC_INFO: JSON.stringify({
          ...{ apiVersion, kind: 'ExecCredential' },
          spec: { interactive: false, cluster },
        }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const fail = (what: string) => {
      clearTimeout(timer);
      kill(child.pid);
      const words = tail.trim();
      reject(new Error(words === '' ? what : `${what}; it wrote: ${words}`));
    };
    const timer = setTimeout(
      () => fail(`it did not end within ${deadline / 1_000} s`),
      deadline,
    );
    const chunks: Buffer[] = [];
    let bytes = 0;
    let tail = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_OUTPUT) fail('it wrote more than 1 MiB');
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString('utf8')).slice(-MOST_WORDS);
    });
    child.once('error', ({ message, ...error }: NodeJS.ErrnoException) => {
      const { installHint = '' } = plugin;
      fail(
        error.code === 'ENOENT'
          ? `there is no such program. ${installHint}`.trim()
          : message,
      );
    });
    child.once('close', (code, signal) => {
      if (code !== 0) return fail(`it ended with ${code ?? signal}`);
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

/** Its children hold its output open: they end with it. */
function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function toFailure(plugin: ExecPlugin, { message }: Error): ClusterError {
  plugin.tell(
    `The program "${plugin.command}", which tells the server's credential, failed: ${message}`,
  );
  return new ClusterError(
    "the program that tells the server's own credential failed",
    { call: 'exec', reason: 'OwnRefusal', executed: 'no' },
  );
}
