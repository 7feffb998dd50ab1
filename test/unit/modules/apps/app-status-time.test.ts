import { describe, expect, test } from '@jest/globals';

import {
  readFixtures,
  type StatusFixture,
  statusOf,
} from '../../../support/status-fixtures.js';

const FIXTURES = new Map(readFixtures().map((each) => [each.name, each]));

function fixtureOf(name: string): StatusFixture {
  const fixture = FIXTURES.get(name);
  if (!fixture) throw new Error('Nothing is recorded for it.');
  return fixture;
}

/** Phase and severity some seconds after the first problem began. */
function told(name: string, seconds: number): string {
  const fixture = fixtureOf(name);
  const since = statusOf(fixture).problems[0]?.since ?? '';
  const after =
    Date.parse(since) + seconds * 1_000 - Date.parse(fixture.recordedAt);
  const { phase, problems } = statusOf(fixture, after);
  return `${phase} ${problems[0]?.severity ?? 'nothing'}`;
}

describe('the status of an app in the course of time', () => {
  test.each([
    ['unschedulable-cpu', 15, 'STARTING NOTICE', 'DOWN BLOCKING'],
    ['unschedulable-node-rules', 15, 'STARTING NOTICE', 'DOWN BLOCKING'],
    ['volume-pending', 15, 'STARTING NOTICE', 'DOWN BLOCKING'],
    ['volume-attach', 15, 'STARTING NOTICE', 'DOWN BLOCKING'],
    ['rate-limited', 30, 'STARTING NOTICE', 'DOWN BLOCKING'],
    ['unreachable', 30, 'STARTING NOTICE', 'DOWN BLOCKING'],
    ['never-ready', 60, 'STARTING NOTICE', 'DOWN BLOCKING'],
    // Nobody has to wait for what does not pass by itself.
    ['image-not-found', 0, 'DOWN BLOCKING', 'DOWN BLOCKING'],
    ['quota-exceeded', 0, 'DOWN BLOCKING', 'DOWN BLOCKING'],
    ['crash', 0, 'DOWN BLOCKING', 'DOWN BLOCKING'],
  ])('%s, before and after %s s', (name, seconds, before, after) => {
    expect([told(name, seconds - 1), told(name, seconds + 1)]).toEqual([
      before,
      after,
    ]);
  });

  test.each([
    ['killed for its memory', 'OOMKilled', 1, 'OUT_OF_MEMORY'],
    ['started again three times', 'Error', 3, 'CRASH_LOOP'],
  ])(
    '%s keeps it DEGRADED for ten minutes',
    (_says, reason, restarts, code) => {
      const fixture = structuredClone(fixtureOf('running'));
      const [status] = fixture.pods[0]?.status?.containerStatuses ?? [];
      if (!status) throw new Error('The pod has no container.');
      status.restartCount = restarts;
      const finishedAt = fixture.recordedAt;
      status.lastState = { terminated: { exitCode: 137, reason, finishedAt } };
      const at = (seconds: number) => statusOf(fixture, seconds * 1_000);
      expect(at(20)).toMatchObject({ phase: 'DEGRADED', problems: [{ code }] });
      expect(at(599)).toMatchObject({
        phase: 'DEGRADED',
        problems: [{ code }],
      });
      expect(at(601)).toMatchObject({ phase: 'RUNNING', problems: [] });
      status.restartCount = 2;
      expect(at(20).problems).toHaveLength(reason === 'OOMKilled' ? 1 : 0);
    },
  );
});

/** What a newer Kubernetes may say. */
describe('words that are not known', () => {
  const change = (name: string, from: RegExp, to: string) => {
    const text = JSON.stringify(fixtureOf(name)).replaceAll(from, to);
    return statusOf(JSON.parse(text) as StatusFixture).problems;
  };

  test.each([
    [
      'of a refused pod',
      ...(['quota-exceeded', /is forbidden: [^"]*/g] as const),
      ...(['is forbidden: the flux is out of phase', 'BLOCKING'] as const),
    ],
    [
      'of the scheduler',
      ...(['unschedulable-cpu', /\d+\/\d+ nodes are available[^"]*/g] as const),
      ...(['the flux is out of phase', 'BLOCKING'] as const),
    ],
    [
      'of a condition of the scheduler',
      ...(['unschedulable-cpu', /"Unschedulable"/g] as const),
      ...(['"QuantumFlux"', 'NOTICE'] as const),
    ],
    [
      'of a disruption',
      ...(['preempted', /"PreemptionByScheduler"/g] as const),
      ...(['"QuantumFlux"', 'NOTICE'] as const),
    ],
    [
      'of a kubelet that pulls',
      ...([
        'image-auth',
        /"(?:[^"\\]|\\.)*[Ff]ailed to pull(?:[^"\\]|\\.)*"/g,
      ] as const),
      ...(['"the flux is out of phase"', 'BLOCKING'] as const),
    ],
  ])(
    '%s are OTHER, with what Kubernetes said',
    (_who, name, from, to, severity) => {
      const [first] = change(name, from, to);
      expect(first).toMatchObject({ code: 'OTHER', severity });
      const said = `${first?.raw} ${first?.title}`;
      expect(said).toMatch(/flux is out of phase|QuantumFlux/);
    },
  );
});
