import { test } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { clause as anyClause } from './clause.js';

const PATIENCE_MS = 30_000;
const PROGRAM = process.env.KUBECTL ?? 'kubectl';
const MISSING =
  'These clauses need kubectl: put it on PATH, or name it in KUBECTL.';

/** On a machine without kubectl its clauses are left out, with a sentence; in CI they fail. */
export const isLeftOut =
  !process.env.CI &&
  spawnSync(PROGRAM, ['version', '--client']).error !== undefined;
if (isLeftOut) process.stderr.write(`${MISSING} They are left out.\n`);

/** A clause whose client is kubectl. */
export const clause: typeof anyClause = isLeftOut
  ? (id, statement, scenario) => test.skip(`${id} ${statement}`, scenario)
  : anyClause;

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
  const env = { ...process.env, HOME: home, NO_COLOR: '1' };
  const base = [`--namespace=${namespace}`, `--cache-dir=${home}/cache`];
  const run = (args: readonly string[], input = '') =>
    start([...args, ...base], env, input);
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
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input: string,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      PROGRAM,
      args,
      { env, timeout: PATIENCE_MS },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number')
          reject(error.code === 'ENOENT' ? new Error(MISSING) : error);
        else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
