import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { RecordedWorld } from './recorded-world.js';
import { APP, type Situation } from './status-situation.js';

/** With RECORD=1: keeps what the cluster says, and what kubectl makes of it, for the unit tests and docs/status.md. */
export function recordFixture(
  { name, source }: Situation,
  namespace: string,
  world: RecordedWorld,
): void {
  if (!process.env.RECORD) return;
  const { kind } = world.workload as { kind: string };
  const kubectl = {
    pods: say(['get', 'pods', '--no-headers'], namespace),
    rollout: say(
      ['rollout', 'status', `${kind.toLowerCase()}/${APP}`, '--watch=false'],
      namespace,
    ),
  };
  const recordedAt = new Date().toISOString();
  const fixture = { name, source, recordedAt, kubectl, ...world };
  writeFileSync(
    join('test', 'fixtures', 'status', `${name}.json`),
    `${JSON.stringify(fixture, null, 2)}\n`,
  );
}

function say(words: string[], namespace: string): string {
  try {
    const args = ['--namespace', namespace, ...words];
    return execFileSync('kubectl', args, { stdio: 'pipe' }).toString().trim();
  } catch (error) {
    return String((error as { stderr: Buffer }).stderr).trim();
  }
}
