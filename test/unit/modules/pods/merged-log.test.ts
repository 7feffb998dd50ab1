import { describe, expect, test } from '@jest/globals';

import { toLogLines } from '../../../../src/modules/pods/log-lines.js';
import { MergedLog } from '../../../../src/modules/pods/merged-log.js';

const T = '2026-11-24T08:00:00';
const ROOM = { lines: 1000, bytes: 1_000_000 };

/** A log of lines that are named after their nanosecond. */
const log = (podName: string, ...nanoseconds: number[]) =>
  toLogLines(
    { podName, container: 'c' },
    Buffer.from(
      nanoseconds
        .map((at) => `${T}.${String(at).padStart(9, '0')}Z ${podName}${at}\n`)
        .join(''),
    ),
  ).lines;

const merge = (limits: typeof ROOM, ...logs: ReturnType<typeof log>[]) => {
  const merged = new MergedLog(limits);
  for (const lines of logs) merged.add(lines);
  return merged;
};
const texts = ({ lines }: MergedLog) => lines.map(({ text }) => text);

describe('several logs', () => {
  test('are merged by nanosecond, those of one instant by pod', () => {
    const logs = [log('b', 1, 5, 5, 9), log('a', 2, 5), log('c', 0, 10)];
    const wanted = ['c0', 'b1', 'a2', 'a5', 'b5', 'b5', 'b9', 'c10'];
    expect(texts(merge(ROOM, ...logs))).toEqual(wanted);
    expect(texts(merge(ROOM, ...logs.reverse()))).toEqual(wanted);
  });

  test('keep the order of each one when its clock was set back', () => {
    const logs = [log('a', 5, 3, 6), log('b', 4, 7)];
    expect(texts(merge(ROOM, ...logs))).toEqual(['b4', 'a5', 'a3', 'a6', 'b7']);
  });

  test('leave the newest lines when there are too many', () => {
    const merged = merge(
      { ...ROOM, lines: 3 },
      log('a', 1, 3, 5),
      log('b', 2, 4),
    );
    expect(texts(merged)).toEqual(['a3', 'b4', 'a5']);
    expect(merged).toMatchObject({ hasMore: true, isLarge: false });
    const exact = merge({ ...ROOM, lines: 3 }, log('a', 1, 3, 5));
    expect(exact).toMatchObject({ hasMore: false, isLarge: false });
  });

  test('leave the newest lines when they are too large, and one at least', () => {
    const [line] = log('a', 1);
    const bytes = (line?.bytes ?? 0) * 2;
    const merged = merge({ ...ROOM, bytes }, log('a', 1, 3, 5), log('b', 2, 4));
    expect(texts(merged)).toEqual(['b4', 'a5']);
    expect(merged).toMatchObject({ hasMore: false, isLarge: true, bytes });
    expect(texts(merge({ ...ROOM, bytes: 1 }, log('a', 1, 3)))).toEqual(['a3']);
  });

  test('come out the same, whichever is read first', () => {
    const logs = ['a', 'b', 'c', 'd'].map((name, index) =>
      log(name, ...Array.from({ length: 20 }, (_, at) => at * (index + 1))),
    );
    const limits = { lines: 25, bytes: 1_000 };
    const wanted = texts(merge(limits, ...logs));
    for (let turn = 0; turn < 4; turn++) {
      logs.push(logs.shift() ?? []);
      expect(texts(merge(limits, ...logs))).toEqual(wanted);
    }
  });
});
