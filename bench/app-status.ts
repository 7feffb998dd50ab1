import 'reflect-metadata';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { toAppStatus } from '../src/modules/apps/app-status.js';
import type { RawWorkload } from '../src/modules/apps/workload.js';
import { ClusterEvent } from '../src/modules/events/cluster-event.type.js';
import { toIndex } from '../src/modules/events/object-events.loader.js';
import { quantile } from './quantile.js';

type World = Parameters<typeof toAppStatus>[0];
interface Recorded {
  recordedAt: string;
  workload: RawWorkload;
  replicaSets: World['replicaSets'][number][];
  pods: World['pods'][number][];
  events: Parameters<typeof ClusterEvent.fromEvent>[0][];
}

const PODS = 5;
const ROUNDS = 200;
const CALLS = 200;

/** What the status of one app costs when everything has been read: microseconds, by the recorded situation. */
export const appStatus = {
  name: `status of one app with ${PODS} pods`,
  run: (): Record<string, number> =>
    Object.fromEntries(
      ['running', 'crash', 'rate-limited'].map((name) => [name, time(name)]),
    ),
};

function time(name: string): number {
  const file = join('test', 'fixtures', 'status', `${name}.json`);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const pod = recorded.pods[0] ?? {};
  const world: World = {
    workload: recorded.workload,
    replicaSets: recorded.replicaSets,
    pods: Array.from({ length: PODS }, (_, index) => ({
      ...pod,
      metadata: { ...pod.metadata, name: `${pod.metadata?.name}-${index}` },
    })),
    eventsOf: toIndex(recorded.events.map(ClusterEvent.fromEvent)),
    serviceProblems: [],
  };
  const damping = {
    now: Date.parse(recorded.recordedAt) + 60_000,
    patience: 1,
  };
  const rounds = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    for (let call = 0; call < CALLS; call++) toAppStatus(world, damping);
    return ((performance.now() - started) / CALLS) * 1_000;
  });
  return quantile(rounds, 0.5);
}
