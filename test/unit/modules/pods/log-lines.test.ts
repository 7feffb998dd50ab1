import { describe, expect, test } from '@jest/globals';

import { toLogLines } from '../../../../src/modules/pods/log-lines.js';
import { toUtc } from '../../../../src/modules/pods/log-time.js';

const ORIGIN = { podName: 'web-1', container: 'web' };
const T = '2026-11-24T08:00:00';

const parse = (text: string | Buffer, isCut = false) =>
  toLogLines(ORIGIN, Buffer.from(text), isCut);
const texts = (text: string | Buffer, isCut = false) =>
  parse(text, isCut).lines.map((line) => line.text);

describe('the time of a line', () => {
  test.each([
    [`${T}Z`, `${T}.000000000Z`],
    [`${T}.5Z`, `${T}.500000000Z`],
    [`${T}.123456789Z`, `${T}.123456789Z`],
    ['2026-11-24T09:30:00.000000001+01:30', `${T}.000000001Z`],
    ['2026-11-23T23:00:00.12-09:00', `${T}.120000000Z`],
  ])('%s is %s', (text, utc) => expect(toUtc(text)).toBe(utc));

  test.each(['', 'now', T, '2026-99-24T08:00:00Z', `${T}Z and more`])(
    '"%s" is none',
    (text) => expect(toUtc(text)).toBeUndefined(),
  );
});

describe('the lines of a log', () => {
  test('have their time to the nanosecond, and whose they are', () => {
    const { lines } = parse(`${T}.000000002Z a\n${T}.000000001Z b\n`);
    expect(lines).toMatchObject([
      { ...ORIGIN, time: `${T}.000000002Z`, text: 'a' },
      // Written after the first one, whatever the clock said.
      { ...ORIGIN, time: `${T}.000000001Z`, at: `${T}.000000002Z`, text: 'b' },
    ]);
  });

  test.each([
    ['nothing', '', []],
    ['an empty line', `${T}Z \n`, ['']],
    ['an empty line without its space', `${T}Z\n`, ['']],
    ['no newline at the end', `${T}Z a\n${T}Z b`, ['a', 'b']],
    ['CRLF', `${T}Z a\r\n${T}Z b\r\n${T}Z \r\n`, ['a', 'b', '']],
    ['a progress bar', `${T}Z 1%\r2%\r\n`, ['1%\r2%']],
    ['colours', `${T}Z \u001b[31mred\u001b[0m\n`, ['\u001b[31mred\u001b[0m']],
    ['spaces', `${T}Z   a  \n`, ['  a  ']],
    ['NUL', `${T}Z a\0b\n`, ['a\0b']],
    ['a line without a time', `${T}Z a\nb\n\n${T}Z c\n`, ['a', 'b', '', 'c']],
    ['other letters', `${T}Z żółć 🚢\n`, ['żółć 🚢']],
  ])('with %s', (_what, log, wanted) => expect(texts(log)).toEqual(wanted));

  test('of bytes that are no UTF-8 have U+FFFD in their place', () => {
    const binary = Buffer.from([0xff, 0xfe, 0x61, 0xc3]);
    const log = Buffer.concat([Buffer.from(`${T}Z `), binary]);
    expect(texts(log)).toEqual(['��a�']);
  });

  test('are remarks of the machine when there is no time before them', () => {
    const words = 'unable to retrieve container logs for containerd://1';
    expect(parse(`${words}\n`)).toEqual({ lines: [], remarks: [words] });
  });

  test('of a log that was cut end where it was cut, without half a character', () => {
    const ship = Buffer.from(`${T}Z a 🚢`);
    expect(texts(ship.subarray(0, -1), true)).toEqual(['a ']);
    expect(texts(`${T}Z a\n2026-11-2`, true)).toEqual(['a']);
    expect(texts(`${T}Z a\n${T}Z b\r`, true)).toEqual(['a', 'b\r']);
    expect(parse('2026-11-2', true)).toEqual({ lines: [], remarks: [] });
  });

  test('may be millions of characters long', () => {
    const long = 'x'.repeat(3_000_000);
    const { lines } = parse(`${T}Z ${long}\n`);
    expect(lines[0]?.text === long).toBe(true);
    expect(lines[0]?.bytes).toBe(long.length + T.length + 3);
  });
});

describe('the cursor of a line', () => {
  test('is the same in every reading, and another one for every line', () => {
    const log = `${T}Z a\n${T}Z b\n${T}Z b\n${T}.1Z b\n`;
    const all = parse(log).lines.map(({ cursor }) => cursor);
    expect(new Set(all).size).toBe(4);
    const tail = parse(log.slice(log.indexOf('\n') + 1)).lines;
    expect(tail.map(({ cursor }) => cursor)).toEqual(all.slice(1));
    const other = { podName: 'web-2', container: 'web' };
    const [line] = toLogLines(other, Buffer.from(log)).lines;
    expect(line?.cursor).not.toBe(all[0]);
  });
});
