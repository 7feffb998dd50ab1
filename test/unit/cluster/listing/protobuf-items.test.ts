import { describe, expect, test } from '@jest/globals';

import { ProtobufItems } from '../../../../src/cluster/listing/protobuf-items.js';
import { toPlan } from '../../../../src/cluster/protobuf/message-plan.js';
import { envelope, message } from '../../../support/protobuf-bytes.js';

const pod = (name: string) =>
  message([1, message([1, name], [3, 'harbour'], [17, 'managed fields'])]);
const LIST = envelope(
  'v1',
  'PodList',
  message(
    [1, message([1, ''], [2, '4711'], [3, 'dG9rZW4='])],
    [2, pod('a')],
    [2, pod('long'.repeat(100))],
    [2, pod('c')],
  ),
);
const PLAN = toPlan('v1.Pod', true);

function read(pieces: Buffer[]): { head: unknown; names: unknown[] } {
  const names: unknown[] = [];
  const reader = new ProtobufItems(PLAN, (item) =>
    names.push((item as { metadata: { name: string } }).metadata.name),
  );
  for (const piece of pieces) reader.push(piece);
  return { head: reader.end(), names };
}

describe('the items of a list in protobuf', () => {
  const wanted = {
    head: { metadata: { resourceVersion: '4711', continue: 'dG9rZW4=' } },
    names: ['a', 'long'.repeat(100), 'c'],
  };

  test('are found wherever the bytes are cut', () => {
    for (let cut = 0; cut <= LIST.length; cut++)
      expect(read([LIST.subarray(0, cut), LIST.subarray(cut)])).toEqual(wanted);
  });

  test('are found when every byte comes alone', () => {
    expect(read([...LIST].map((byte) => Buffer.from([byte])))).toEqual(wanted);
  });

  test('are none in an empty list', () => {
    const empty = envelope('v1', 'PodList', message([1, message([2, '1'])]));
    expect(read([empty]).names).toEqual([]);
  });

  test('are never made out of less than the whole list', () => {
    for (let cut = 0; cut < LIST.length; cut++)
      expect(() => read([LIST.subarray(0, cut)])).toThrow(SyntaxError);
  });

  test('are never made out of something else', () => {
    expect(() => read([Buffer.from('{"kind":"PodList"}')])).toThrow(
      /no protobuf/,
    );
  });
});
