import { describe, expect, test } from '@jest/globals';

import { toStatusWord } from '../../../../src/modules/pods/pod-status-word.js';
import { toPodStatus } from '../../../../devcluster/tables/pod-status.js';
import { toPodStates } from '../../../contract/pod-states.js';
import { readFixtures } from '../../../support/status-fixtures.js';

type Pod = Parameters<typeof toStatusWord>[0];
type Printed = Parameters<typeof toPodStatus>[0];

const AT = Date.parse('2026-11-24T12:00:00Z');
const states = toPodStates((seconds) =>
  new Date(AT - seconds * 1_000).toISOString(),
);

/** The contract suite compares the same states with what a real API server prints. */
describe("a pod's status in one word", () => {
  test.each(states)('$name: as kubectl prints it', ({ pod, status, cells }) => {
    const { spec } = pod as Pod;
    const gated = { type: 'PodScheduled', reason: 'SchedulingGated' };
    // The API server adds these when a pod is made.
    const added = {
      phase: 'Pending',
      conditions: spec?.schedulingGates ? [gated] : [],
    };
    const made = { ...pod, status: { ...added, ...status } };
    expect(toStatusWord(made as Pod)).toBe(cells[1]);
  });

  test('is that of the table printer for every pod that was recorded', () => {
    const pods = readFixtures().flatMap((fixture) => fixture.pods);
    expect(pods.length).toBeGreaterThan(30);
    for (const pod of pods)
      expect(toStatusWord(pod)).toBe(toPodStatus(pod as unknown as Printed));
  });
});
