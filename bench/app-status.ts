import 'reflect-metadata';

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { toAppStatus } from '../src/modules/apps/app-status.js';
import type { RawWorkload } from '../src/modules/apps/workload.js';
import { ClusterEvent } from '../src/modules/events/cluster-event.type.js';
import { toIndex } from '../src/modules/events/object-events.loader.js';
import { quantile } from './quantile.js';

type World = Parameters<typeof toAppStatus>[0];
type RawEvent = Parameters<typeof ClusterEvent.fromEvent>[0];
interface Recorded {
  recordedAt: string;
  workload: RawWorkload;
  replicaSets: World['replicaSets'][number][];
  pods: World['pods'][number][];
  events: RawEvent[];
}

export interface StatusFigures {
  situations: number;
  running: number;
  median: number;
  worst: number;
  slowest: string;
}

const PODS = 5;
const ROUNDS = 50;
const CALLS = 100;
const FOLDER = join('test', 'fixtures', 'status');

/** What the status of one app costs when everything has been read: microseconds of CPU, over all recorded situations. */
export const appStatus = {
  name: `status of one app with ${PODS} pods, and their events`,
  run(): StatusFigures {
    const names = readdirSync(FOLDER).map((file) => file.slice(0, -5));
    // The first round over all of them lets the compiler see every kind of object.
    for (const name of names) time(name);
    const times = names.map((name) => ({ name, cost: time(name) }));
    times.sort((a, b) => a.cost - b.cost);
    const slowest = times.at(-1);
    return {
      situations: names.length,
      running: times.find(({ name }) => name === 'running')?.cost ?? NaN,
      median: quantile(
        times.map(({ cost }) => cost),
        0.5,
      ),
      worst: slowest?.cost ?? NaN,
      slowest: slowest?.name ?? '',
    };
  },
};

function time(name: string): number {
  const file = join(FOLDER, `${name}.json`);
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const world = toWorld(recorded);
  const damping = {
    now: Date.parse(recorded.recordedAt) + 60_000,
    patience: 1,
  };
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let call = 0; call < CALLS; call++) toAppStatus(world, damping);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / CALLS;
  });
  return quantile(rounds, 0.5);
}

/** Five copies of the newest pod, each with its own events. */
function toWorld(recorded: Recorded): World {
  const pod = recorded.pods.at(-1);
  const name = pod?.metadata?.name ?? '';
  const copies = pod
    ? Array.from({ length: PODS }, (_, at) => `${name}-${at}`)
    : [];
  const events = recorded.events.flatMap((event): RawEvent[] => {
    const about = event.involvedObject;
    return about.name === name
      ? copies.map((copy) => ({
          ...event,
          involvedObject: { ...about, name: copy },
        }))
      : [event];
  });
  return {
    workload: recorded.workload,
    replicaSets: recorded.replicaSets,
    pods: copies.map((copy) => ({
      ...pod,
      metadata: { ...pod?.metadata, name: copy },
    })),
    eventsOf: toIndex(events.map(ClusterEvent.fromEvent)),
    serviceProblems: [],
  };
}
