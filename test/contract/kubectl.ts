import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 30_000;

/** What one call of kubectl came to. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

export interface Kubectl {
  /** Runs kubectl in the namespace; never throws on its exit code. */
  run(args: readonly string[], input?: string): Promise<Outcome>;
  /** The output of a call that must succeed. */
  output(args: readonly string[], input?: string): Promise<string>;
  close(): Promise<void>;
}

/** The real kubectl, from KUBECTL or PATH, with a home and a cache of its own. Rejects when there is none. */
export async function openKubectl(namespace: string): Promise<Kubectl> {
  const home = await mkdtemp(join(tmpdir(), 'moorage-kubectl-'));
  const program = process.env.KUBECTL ?? 'kubectl';
  const env = { ...process.env, HOME: home, NO_COLOR: '1' };
  const base = [`--namespace=${namespace}`, `--cache-dir=${home}/cache`];
  const run = (args: readonly string[], input = '') =>
    start(program, [...args, ...base], env, input);
  const output = async (args: readonly string[], input?: string) => {
    const { code, stdout, stderr } = await run(args, input);
    if (code !== 0)
      throw new Error(`kubectl ${args.join(' ')}: ${code}\n${stdout}${stderr}`);
    return stdout;
  };
  const close = () => rm(home, { recursive: true, force: true });
  try {
    await output(['version', '--client']);
  } catch (error) {
    await close();
    throw error;
  }
  return { run, output, close };
}

function start(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input: string,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { env, timeout: PATIENCE_MS },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number')
          reject(
            error.code === 'ENOENT'
              ? new Error(
                  'These clauses need kubectl: put it on PATH, or name it in KUBECTL.',
                )
              : error,
          );
        else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
