import { describe, expect, test } from '@jest/globals';

import {
  knownText,
  LONGEST_KNOWN,
} from '../../../../src/cluster/protobuf/known-texts.js';

const read = (bytes: Buffer) => knownText(bytes, 0, bytes.length);

describe('a known text', () => {
  test('is what its bytes say, whatever was read before', () => {
    const alphabet = ['a', 'b', 'é', '€', '😀', '\u0000', '\ufffd'];
    let state = 1;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    for (let round = 0; round < 50_000; round++) {
      const text = Array.from(
        { length: random(6) },
        () => alphabet[random(alphabet.length)],
      ).join('');
      const bytes = Buffer.from(text);
      if (bytes.length > LONGEST_KNOWN) continue;
      expect(read(bytes)).toBe(text);
    }
  });

  test('of bytes that are no text never is another one', () => {
    expect(read(Buffer.from('é'))).toBe('é');
    for (let byte = 0x80; byte <= 0xff; byte++)
      expect(read(Buffer.from([byte]))).toBe('\ufffd');
  });

  test('stands anywhere in a buffer', () => {
    const buffer = Buffer.from('kind: Pod, kind: Pod');
    expect(knownText(buffer, 6, 3)).toBe('Pod');
    expect(knownText(buffer, 17, 3)).toBe('Pod');
  });
});
