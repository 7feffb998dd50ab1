import { DecodeError } from './decode-error.js';

const ZONE = 'Z07:00';
const LAYOUT = '2006-01-02T15:04:05';
/** What needs no second look; the last days of a month do. */
const PLAIN =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d\d/, '01'],
  [/^-/, '-'],
  [/^\d\d/, '02'],
  [/^T/, 'T'],
  [/^\d\d?/, '15'],
  [/^:/, ':'],
  [/^\d\d/, '04'],
  [/^:/, ':'],
];
const SECOND = [/^\d\d(?:[.,]\d+)?/, '05'] as const;
const MICRO_SECOND = [
  [/^\d\d/, '05'],
  [/^\.\d{6}/, '.000000'],
] as const;
const OFFSET = [/^(?:Z|[+-]\d\d:\d\d)/, ZONE] as const;

/** An instant as the API server shows it: in UTC, with whole seconds or with six decimals. Throws a DecodeError in Go's words. */
export function canonicalTime(text: string, isMicro: boolean): string {
  if (!isMicro && PLAIN.test(text)) return text;
  let rest = text;
  const found: string[] = [];
  const parts = isMicro
    ? [...PARTS, ...MICRO_SECOND, OFFSET]
    : [...PARTS, SECOND, OFFSET];
  for (const [form, name] of parts) {
    const match = form.exec(rest)?.[0];
    if (match === undefined)
      throw failed(
        text,
        isMicro,
        `cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(name)}`,
      );
    found.push(match);
    rest = rest.slice(match.length);
  }
  if (rest)
    throw new DecodeError(
      `parsing time ${JSON.stringify(text)}: extra text: ${JSON.stringify(rest)}`,
    );
  return print(text, found, isMicro);
}

function print(
  text: string,
  found: readonly string[],
  isMicro: boolean,
): string {
  const [year, , month, , day, , hour = '', , minute, , second = ''] = found;
  const zone = found.at(-1);
  const decimals = isMicro ? (found[11] ?? '') : '';
  const whole = second.slice(0, 2);
  const outOfRange = (what: string) =>
    new DecodeError(
      `parsing time ${JSON.stringify(text)}: ${what} out of range`,
    );
  if (Number(month) < 1 || Number(month) > 12) throw outOfRange('month');
  if (Number(hour) > 23) throw outOfRange('hour');
  if (Number(minute) > 59) throw outOfRange('minute');
  if (Number(whole) > 59) throw outOfRange('second');
  if (Number(day) < 1 || Number(day) > daysOf(year, month))
    throw outOfRange('day');
  const date = new Date(
    `${year}-${month}-${day}T${hour.padStart(2, '0')}:${minute}:${whole}${zone}`,
  );
  return `${date.toISOString().slice(0, 19)}${decimals}Z`;
}

function daysOf(year = '', month = ''): number {
  return new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

function failed(text: string, isMicro: boolean, why: string): DecodeError {
  const layout = `${LAYOUT}${isMicro ? '.000000' : ''}${ZONE}`;
  return new DecodeError(
    `parsing time ${JSON.stringify(text)} as ${JSON.stringify(layout)}: ${why}`,
  );
}
