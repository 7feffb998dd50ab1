import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROBE = new URL('./event-loop-probe.js', import.meta.url).href;
/** Of the kernel's clock in /proc, in a second. */
const TICKS = 100;
const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));

export interface ServerProcess {
  url: string;
  pid: number;
  /** The kubeconfig of an embedded cluster. */
  kubeconfig: string;
  /** MiB of memory at most since the start, as the kernel counts it. */
  peakMemory(): number;
  /** CPU time since the start, in all of its threads. */
  cpuSeconds(): number;
  /** Milliseconds by which its event loop was late since the last time. */
  loopDelay(): Promise<{ p99: number; max: number }>;
  stop(): Promise<void>;
}

/** The built server in a process of its own, started as `npm start` does. */
export async function startServerProcess(
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=32', '--import', PROBE, MAIN],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: '0',
        MOORAGE_LOG_LEVEL: 'error',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /The API is at (http:\/\/\S+)\/graphql/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`the server ended: ${printed}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    kubeconfig: /export KUBECONFIG=(\S+)/.exec(printed)?.[1] ?? '',
    peakMemory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
    },
    cpuSeconds() {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      // User and system time are fields 14 and 15; the second, the name, may hold spaces.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    async loopDelay() {
      child.send('event loop');
      const [delay] = (await once(child, 'message')) as [
        { p99: number; max: number },
      ];
      return delay;
    },
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
