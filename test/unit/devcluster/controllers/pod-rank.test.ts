import { describe, expect, test } from '@jest/globals';

import type { Pod } from '../../../../devcluster/controllers/pod.js';
import { rankForDeletion } from '../../../../devcluster/controllers/pod-rank.js';
import { aPod, type PodFacts } from './cluster-objects.js';

const NOW = Date.parse('2026-01-02T00:00:00Z');
const READY = '2026-01-01T00:00:10Z';

/** The names in the order in which the pods go. */
function order(pods: Record<string, PodFacts>, siblings?: Pod[]): string[] {
  const list = Object.entries(pods).map(([name, facts]) =>
    aPod({
      node: 'n',
      readyAt: READY,
      ...facts,
      metadata: { ...facts.metadata, name },
    }),
  );
  return rankForDeletion(list, siblings ?? list, NOW).map(
    ({ metadata }) => metadata.name,
  );
}

describe('the pods that go first', () => {
  const cost = 'controller.kubernetes.io/pod-deletion-cost';
  test.each<[string, Record<string, PodFacts>, string[]]>([
    [
      'are without a node',
      { placed: {}, unplaced: { node: '' } },
      ['unplaced', 'placed'],
    ],
    [
      'are pending, then unknown',
      {
        running: {},
        unknown: { phase: 'Unknown' },
        pending: { phase: 'Pending' },
      },
      ['pending', 'unknown', 'running'],
    ],
    [
      'are not ready',
      { ready: {}, unready: { readyAt: '' } },
      ['unready', 'ready'],
    ],
    [
      'cost less to lose',
      {
        dear: { metadata: { annotations: { [cost]: '10' } } },
        usual: {},
        cheap: { metadata: { annotations: { [cost]: '-1' } } },
      },
      ['cheap', 'usual', 'dear'],
    ],
    [
      'are ready for a shorter time',
      { old: {}, young: { readyAt: '2026-01-01T23:59:00Z' } },
      ['young', 'old'],
    ],
    [
      'have restarted more often',
      { calm: {}, restless: { restarts: 5 } },
      ['restless', 'calm'],
    ],
    [
      'are younger',
      {
        old: {},
        young: { metadata: { creationTimestamp: '2026-01-01T23:59:00Z' } },
      },
      ['young', 'old'],
    ],
  ])('%s', (_, pods, expected) => {
    expect(order(pods)).toEqual(expected);
  });

  test('stand on a crowded node', () => {
    const siblings = ['a', 'b', 'b'].map((node) => aPod({ node }));
    expect(
      order({ lonely: { node: 'a' }, close: { node: 'b' } }, siblings),
    ).toEqual(['close', 'lonely']);
  });
});
