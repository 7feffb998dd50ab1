import { expect, test } from '@jest/globals';

import { toAppStatus } from '../../../../src/modules/apps/app-status.js';
import {
  readFixtures,
  type StatusFixture,
  toDamping,
  toWorld,
} from '../../../support/status-fixtures.js';

const PODS = 5;
const CALLS = 50;
/** About as much is measured in here, and a third of it outside of the test runner; the rest is room for other machines. */
const MOST = 4;

/** Milliseconds depend on the machine; how it compares with parsing the same objects hardly does. */
test(`the status of an app with ${PODS} pods costs little beside parsing what it is told from`, () => {
  const fixtures = readFixtures().map(withPods);
  const costs = fixtures.map((fixture) => {
    const damping = toDamping(fixture);
    const world = toWorld(fixture, damping);
    const { workload, replicaSets, pods, events } = fixture;
    const text = JSON.stringify({ workload, replicaSets, pods, events });
    return {
      told: time(() => toAppStatus(world, damping)),
      parsed: time(() => JSON.parse(text) as unknown),
    };
  });
  const sum = (which: 'told' | 'parsed') =>
    costs.reduce((total, cost) => total + cost[which], 0);
  expect(sum('told') / sum('parsed')).toBeLessThan(MOST);
});

function withPods(fixture: StatusFixture): StatusFixture {
  const pod = fixture.pods.at(-1);
  if (!pod) return fixture;
  const pods = Array.from({ length: PODS }, (_, at) => ({
    ...pod,
    metadata: { ...pod.metadata, name: `${pod.metadata?.name}-${at}` },
  }));
  return { ...fixture, pods };
}

/** Microseconds of CPU for each call. */
function time(call: () => unknown): number {
  for (let at = 0; at < CALLS; at++) call();
  const before = process.cpuUsage();
  for (let at = 0; at < CALLS; at++) call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}
