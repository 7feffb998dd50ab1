import { describe, expect, test } from '@jest/globals';

import { events, eventViews } from '../../../../devcluster/kinds/event.js';
import {
  fromEventsView,
  toEventsView,
} from '../../../../devcluster/kinds/event-view.js';
import { changeRefusals, refusalsOf, toShown } from './drafts.js';

const about = { kind: 'Pod', namespace: 'n', name: 'p' };
const metadata = { name: 'x', namespace: 'n' };
const TIME = '2026-01-02T03:04:05.000006Z';
const young = {
  metadata,
  eventTime: TIME,
  reportingController: 'a.b/c',
  reportingInstance: 'i',
  action: 'A',
  reason: 'R',
  type: 'Normal',
  regarding: about,
  note: 'text',
};

describe('an event', () => {
  test('is the same by both names', () => {
    const core = toShown(events, {
      metadata,
      involvedObject: about,
      message: 'm',
      count: 2,
      source: { component: 'c' },
      firstTimestamp: '2026-01-02T03:04:05Z',
      reportingComponent: 'r',
    });
    expect(fromEventsView(toEventsView(core))).toEqual(core);
    const view = toShown(eventViews, young);
    expect(toEventsView(fromEventsView(view))).toEqual(view);
    expect(toEventsView({ metadata })).toEqual({
      metadata,
      eventTime: null,
      regarding: {},
      deprecatedSource: {},
      deprecatedFirstTimestamp: null,
      deprecatedLastTimestamp: null,
    });
  });

  test('is found by the fields of either form', () => {
    const read = (kind: typeof events, field: string, body: object) =>
      kind.fields?.[field]?.(toShown(kind, body));
    const core = { metadata, involvedObject: about, reportingComponent: 'r' };
    expect(read(events, 'involvedObject.name', core)).toBe('p');
    expect(read(events, 'involvedObject.uid', core)).toBe('');
    expect(read(events, 'source', core)).toBe('r');
    expect(
      read(events, 'source', { ...core, source: { component: 's' } }),
    ).toBe('s');
    expect(read(eventViews, 'regarding.kind', young)).toBe('Pod');
    expect(read(eventViews, 'reportingController', young)).toBe('a.b/c');
    expect(eventViews.fields).not.toHaveProperty('involvedObject.name');
  });

  test.each<[object, string[]]>([
    [{ involvedObject: about }, []],
    [
      {},
      [
        'involvedObject.namespace: Invalid value: "": does not match event.namespace',
      ],
    ],
    [
      { involvedObject: { namespace: 'm' } },
      [
        'involvedObject.namespace: Invalid value: "m": does not match event.namespace',
      ],
    ],
    [
      { involvedObject: about, eventTime: TIME },
      [
        'reportingComponent: Required value',
        expect.stringMatching(
          /^reportingComponent: Invalid value: "": name part must be non-empty/,
        ) as unknown as string,
        expect.stringMatching(
          /^reportingComponent: Invalid value: "": name part must consist/,
        ) as unknown as string,
        'reportingInstance: Required value',
        'action: Required value',
        'reason: Required value',
      ],
    ],
  ])('%j of core', (body, expected) => {
    expect(refusalsOf(events, { metadata, ...body })).toEqual(expected);
  });

  test('of the younger group has nothing of the older form', () => {
    expect(refusalsOf(eventViews, young)).toEqual([]);
    expect(() =>
      toShown(eventViews, {
        ...young,
        type: 'x',
        deprecatedCount: 1,
        series: { count: 1 },
      }),
    ).toThrow(
      'Event "x" is invalid: [series.count: Invalid value: "": should be at least 2, series.lastObservedTime: Required value, type: Invalid value: "": has invalid value: x, count: Invalid value: "": needs to be unset]',
    );
  });

  test('of the younger group only goes on', () => {
    const series = { count: 2, lastObservedTime: TIME };
    expect(changeRefusals(eventViews, young, { ...young, series })).toEqual([]);
    expect(
      changeRefusals(eventViews, young, {
        ...young,
        note: 'z',
        regarding: {},
        related: about,
      }),
    ).toEqual([
      'involvedObject: Invalid value: {"Kind":"","Namespace":"","Name":"","UID":"","APIVersion":"","ResourceVersion":"","FieldPath":""}: field is immutable',
      'message: Invalid value: "z": field is immutable',
      'related: Invalid value: {"Kind":"Pod","Namespace":"n","Name":"p","UID":"","APIVersion":"","ResourceVersion":"","FieldPath":""}: field is immutable',
    ]);
  });
});
