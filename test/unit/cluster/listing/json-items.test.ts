import { describe, expect, test } from '@jest/globals';

import { JsonItems } from '../../../../src/cluster/listing/json-items.js';

const LIST = {
  kind: 'PodList',
  metadata: { continue: 'dG9rZW4=', note: '"items":[1]', items: [{ no: 1 }] },
  items: [
    { a: 'plain', empty: {}, list: [] },
    { b: 'quote " and \\ and \\" end\\', nested: { items: [{ c: 1 }] } },
    { d: 'брас } ] 😀 { [', e: [[1, 2], [{ f: ']}' }]], g: '\\\\' },
    {},
  ],
  trailing: ['items', { items: [] }],
};

/** What comes out of a text that arrives in these pieces. */
function read(pieces: Buffer[]): { head: unknown; items: unknown[] } {
  const items: unknown[] = [];
  const reader = new JsonItems((item) => items.push(item));
  for (const piece of pieces) reader.push(piece);
  return { head: reader.end(), items };
}

describe('the items of a list in JSON', () => {
  const bytes = Buffer.from(JSON.stringify(LIST));
  const { items, ...rest } = LIST;
  const wanted = { items, head: { ...rest, items: [] } };

  test('are found wherever the bytes are cut', () => {
    for (let cut = 0; cut <= bytes.length; cut++)
      expect(read([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(
        wanted,
      );
  });

  test('are found when every byte comes alone', () => {
    expect(read([...bytes].map((byte) => Buffer.from([byte])))).toEqual(wanted);
  });

  test('are found in a text with room between its words', () => {
    const roomy = Buffer.from(JSON.stringify(LIST, null, 4));
    for (const size of [1, 7, 64, roomy.length])
      expect(read(slices(roomy, size))).toEqual(wanted);
  });

  test('are none where there are none', () => {
    for (const text of ['{"items":[]}', '{"items":null}', '{"kind":"List"}'])
      expect(read([Buffer.from(text)]).items).toEqual([]);
  });

  test.each(['', '[]x', '{"items":[{}', '{"items":[{}],', 'not json'])(
    'are not made out of %j',
    (text) => {
      expect(() => read([Buffer.from(text)])).toThrow(SyntaxError);
    },
  );
});

function slices(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
}
