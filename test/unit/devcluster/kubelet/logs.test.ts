import { describe, expect, test } from '@jest/globals';

import { findLog } from '../../../../devcluster/kubelet/logs/find-log.js';
import { LogBook } from '../../../../devcluster/kubelet/logs/log-book.js';
import {
  selectLines,
  toLogBytes,
  toLogQuery,
} from '../../../../devcluster/kubelet/logs/log-query.js';

describe('logs', () => {
  test('keep the last lines only', () => {
    const book = new LogBook();
    for (let i = 1; i <= 25_001; i += 1) book.write(`line ${i}`);
    expect(book.lines.length).toBeLessThanOrEqual(10_000);
    expect(book.lines.length).toBeGreaterThanOrEqual(5000);
    expect(book.lines.at(-1)?.text).toBe('line 25001');
  });

  test('are selected by time and from the end', () => {
    const now = new Date('2026-01-01T00:01:00Z');
    const lines = [10, 20, 30, 40].map((second) => ({
      time: new Date(`2026-01-01T00:00:${second}Z`),
      text: `at ${second}`,
    }));
    const select = (query: string) =>
      selectLines(lines, toLogQuery(new URLSearchParams(query), now)).map(
        ({ text }) => text,
      );
    expect(select('')).toHaveLength(4);
    expect(select('tailLines=1')).toEqual(['at 40']);
    expect(select('tailLines=0')).toEqual([]);
    expect(select('sinceSeconds=30')).toEqual(['at 30', 'at 40']);
    expect(select('sinceTime=2026-01-01T00:00:20Z&tailLines=9')).toEqual([
      'at 20',
      'at 30',
      'at 40',
    ]);
    expect(select('stream=Stderr')).toEqual([]);
    expect(select('stream=All')).toHaveLength(4);
    const stamped = toLogQuery(new URLSearchParams('timestamps=true'), now);
    expect(toLogBytes(lines[0]!, stamped).toString()).toBe(
      '2026-01-01T00:00:10.000000000Z at 10\n',
    );
  });

  test.each([
    ['ContainerCreating', 'ContainerCreating'],
    ['ErrImagePull', "image can't be pulled"],
    ['ImagePullBackOff', 'trying and failing to pull image'],
    ['CreateContainerConfigError', 'CreateContainerConfigError'],
  ])('of a container that waits with %s', (reason, why) => {
    const history = { state: { waiting: { reason } } };
    const pod = { containers: [{ name: 'c', history }] };
    expect(findLog(pod, 'web', 'c', false)).toEqual({
      status: 400,
      text: `container "c" in pod "web" is waiting to start: ${why}`,
    });
    expect(findLog(pod, 'web', 'c', true)).toEqual({
      status: 400,
      text: 'previous terminated container "c" in pod "web" not found',
    });
    expect(findLog(pod, 'web', 'd', false)).toMatchObject({ status: 404 });
    expect(findLog(undefined, 'web', 'c', false)).toEqual({
      status: 404,
      text: 'pod "web" does not exist',
    });
  });
});
