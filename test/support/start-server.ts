import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const START_WITHIN = 20_000;

export interface StartedServer {
  pid: number;
  /** http://host:port, without a slash at the end. */
  url: string;
  /** All that it has printed. */
  output(): string;
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Starts the built server on a free port, with the given environment and no other; rejects with its output when it ends early. */
export async function startServer({
  env = {},
}: { env?: Record<string, string> } = {}): Promise<StartedServer> {
  const inherited = {
    PATH: process.env.PATH ?? '',
    ...(process.env.KUBECONFIG && { KUBECONFIG: process.env.KUBECONFIG }),
  };
  const child = spawn(process.execPath, [MAIN], {
    env: { ...inherited, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the server did not start:\n${printed}`)),
      START_WITHIN,
    );
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /The API is at (http:\/\/\S+)\/graphql/.exec(printed)?.[1];
      if (found) resolve(found);
      if (found) clearTimeout(timer);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(printed));
    });
  });
  return {
    pid: child.pid ?? 0,
    url,
    output: () => printed,
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
