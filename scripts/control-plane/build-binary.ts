import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { PlainError } from '../../devcluster/process/plain-error.js';
import { say } from '../../devcluster/process/say.js';
import type { KubernetesVersion } from './kubernetes-version.js';

export interface Build {
  folder: string;
  output: string;
  version: KubernetesVersion;
  signal: AbortSignal;
}

const PROGRESS_MS = 15_000;

/** Compiles the Go module into one binary and prints progress. Throws PlainError when Go is missing or the build fails. */
export async function buildBinary(build: Build): Promise<void> {
  const { version, signal } = build;
  say(`Building the control plane (Kubernetes ${version.full}) with Go.`);
  say(
    'The first time this takes several minutes; after that the binary comes from the cache.',
  );
  const started = Date.now();
  const lines: string[] = [];
  const progress = setInterval(() => {
    say(
      `  still building: ${seconds(started)} s, ${lines.length} packages compiled`,
    );
  }, PROGRESS_MS);
  try {
    const code = await runGo(build, (line) => lines.push(line));
    signal.throwIfAborted();
    if (code !== 0)
      throw new PlainError(
        `The control plane could not be built:\n${lines.slice(-20).join('\n')}`,
      );
  } finally {
    clearInterval(progress);
  }
  say(`Built in ${seconds(started)} s.`);
}

function runGo(
  { folder, output, version, signal }: Build,
  onLine: (line: string) => void,
): Promise<number | null> {
  const component = 'k8s.io/component-base/version';
  const flags = [
    `-s -w -X ${component}.gitVersion=${version.full}`,
    `-X ${component}.gitMajor=${version.major}`,
    `-X ${component}.gitMinor=${version.minor}`,
  ].join(' ');
  const go = spawn(
    'go',
    ['build', '-v', '-trimpath', '-ldflags', flags, '-o', output, '.'],
    {
      cwd: folder,
      env: { ...process.env, CGO_ENABLED: '0' },
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own, so that its compilers can be stopped with it.
      detached: true,
    },
  );
  createInterface({ input: go.stderr }).on('line', onLine);
  signal.addEventListener('abort', () => {
    if (go.pid !== undefined && go.exitCode === null)
      process.kill(-go.pid, 'SIGTERM');
  });
  return new Promise((resolve, reject) => {
    go.once('close', resolve);
    go.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new PlainError(
              'The real control plane needs Go (https://go.dev) to be built once: no `go` is on the PATH and no built binary is in the cache.',
            )
          : error,
      ),
    );
  });
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
