import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Connection, ConnectionError } from './cluster/connection.js';

/** The dev cluster in a process of its own. */
export interface EmbeddedCluster {
  connection: Connection;
  /** For kubectl and other clients. */
  kubeconfig: string;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The dev cluster's main file. */
  executable: string;
  /** A folder of YAML files that it applies before it is ready. */
  setup: string;
  demo: boolean;
  /** Told what happens to the process. */
  say(sentence: string): void;
}

/** What the dev cluster prints when it is ready, as one line of JSON. */
interface Ready {
  server: string;
  ca: string;
  token: string;
  kubeconfig: string;
}

const RESTART_AFTER_MS = 1_000;
const PATIENCE_MS = 5_000;

/** Starts the dev cluster, and starts it again, empty but at the same address, when it ends by itself. Throws ConnectionError
 * when it is not installed or does not start. */
export async function startEmbeddedCluster(
  options: EmbeddedOptions,
): Promise<EmbeddedCluster> {
  if (!existsSync(options.executable))
    throw new ConnectionError(
      'This installation has no embedded cluster: set KUBECONFIG to a kubeconfig file, or set MOORAGE_CLUSTER=in-cluster in a pod.',
    );
  // The identity in this folder outlives the process, so that the connection stays good.
  const folder = mkdtempSync(join(tmpdir(), 'moorage-embedded-'));
  let child = run(options, folder, '0');
  let isClosing = false;
  const ready = await readReady(child).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const port = new URL(ready.server).port;
  void keepAlive();

  async function keepAlive(): Promise<void> {
    for (;;) {
      await ended(child);
      if (isClosing) return;
      options.say(
        'The embedded cluster has ended and is started again; what it held is gone.',
      );
      await sleep(RESTART_AFTER_MS);
      if (isClosing) return;
      child = run(options, folder, port);
    }
  }

  return {
    connection: {
      source: 'EMBEDDED',
      name: 'embedded',
      server: ready.server,
      ca: ready.ca,
      insecure: false,
      own: { token: ready.token },
    },
    kubeconfig: ready.kubeconfig,
    async close() {
      isClosing = true;
      child.stdin?.end();
      const tooLong = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended(child);
      clearTimeout(tooLong);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It stops by itself when its input closes, in whatever way this process ends. */
function run(
  { executable, setup, demo }: EmbeddedOptions,
  folder: string,
  port: string,
): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      executable,
      '--embedded',
      '--folder',
      folder,
      '--port',
      port,
      '--apply',
      setup,
      ...(demo ? ['--demo'] : []),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], detached: true },
  );
  child.stdin?.on('error', () => undefined);
  return child;
}

async function readReady(child: ChildProcess): Promise<Ready> {
  const lines = createInterface({
    input: child.stdout as NodeJS.ReadableStream,
  });
  const first = once(lines, 'line') as Promise<[string]>;
  const line = await Promise.race([first, ended(child).then(() => undefined)]);
  if (line) return JSON.parse(line[0]) as Ready;
  throw new ConnectionError(
    'The embedded cluster did not start; its own message stands above.',
  );
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await once(child, 'exit').catch(() => undefined);
}
