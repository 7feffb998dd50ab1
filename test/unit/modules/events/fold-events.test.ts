import { describe, expect, test } from '@jest/globals';

import { ClusterEvent } from '../../../../src/modules/events/cluster-event.type.js';
import { foldEvents } from '../../../../src/modules/events/fold-events.js';

type Raw = Parameters<typeof ClusterEvent.fromEvent>[0];

function anEvent(more: Partial<Raw>): ClusterEvent {
  return ClusterEvent.fromEvent({
    metadata: {
      name: 'some',
      namespace: 'acme',
      creationTimestamp: '2026-11-24T08:00:00Z',
    },
    involvedObject: { kind: 'Pod', namespace: 'acme', name: 'web' },
    type: 'Normal',
    reason: 'Pulled',
    message: 'Image pulled',
    ...more,
  });
}

describe('events', () => {
  test('of old and new reporters tell their times and counts in different fields', () => {
    const old = anEvent({
      count: 3,
      firstTimestamp: '2026-11-24T08:00:00Z',
      lastTimestamp: '2026-11-24T09:00:00Z',
    });
    expect(old).toMatchObject({
      type: 'NORMAL',
      count: 3,
      firstSeen: '2026-11-24T08:00:00Z',
      lastSeen: '2026-11-24T09:00:00Z',
    });
    const recent = anEvent({
      eventTime: '2026-11-24T08:00:00.123456Z',
      series: { count: 38, lastObservedTime: '2026-11-24T08:10:00.5Z' },
    });
    expect(recent).toMatchObject({
      count: 38,
      firstSeen: '2026-11-24T08:00:00.123456Z',
      lastSeen: '2026-11-24T08:10:00.5Z',
    });
    const bare = anEvent({ type: 'Curious', count: 0, message: undefined });
    expect(bare).toMatchObject({
      type: 'UNKNOWN',
      count: 1,
      message: '',
      lastSeen: '2026-11-24T08:00:00Z',
    });
  });

  test('that say the same about the same object are one', () => {
    const at = (first: string, last: string, count: number) =>
      anEvent({ firstTimestamp: first, lastTimestamp: last, count });
    const folded = foldEvents([
      at('2026-11-24T08:05:00Z', '2026-11-24T08:06:00Z', 2),
      at('2026-11-24T08:00:00Z', '2026-11-24T08:01:00Z', 1),
      at('2026-11-24T08:03:00Z', '2026-11-24T08:09:00Z', 4),
      anEvent({ type: 'Warning', count: 1 }),
      anEvent({ involvedObject: { kind: 'Pod', name: 'other' } }),
    ]);
    expect(folded).toHaveLength(3);
    expect(folded[0]).toMatchObject({
      count: 7,
      firstSeen: '2026-11-24T08:00:00Z',
      lastSeen: '2026-11-24T08:09:00Z',
    });
  });

  test('stand newest first, whether or not their times have fractions', () => {
    const at = (eventTime: string) =>
      anEvent({ eventTime, message: `at ${eventTime}` });
    const times = [
      '2026-11-24T08:00:05Z',
      '2026-11-24T08:00:05.070000Z',
      '2026-11-24T08:00:06Z',
    ];
    expect(foldEvents(times.map(at)).map(({ lastSeen }) => lastSeen)).toEqual(
      [...times].reverse(),
    );
  });
});
