const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** What stands where a time is not known. */
export const UNKNOWN = '<unknown>';

/** How long ago something was, with the two or three figures that kubectl shows: `45s`, `3m10s`, `2d4h`. `now` in milliseconds. */
export function toAge(time: string | null | undefined, now: number): string {
  return time ? toDurationText(now - Date.parse(time)) : UNKNOWN;
}

/** A length of time in milliseconds. Clocks may differ by a second; what lies further ahead is not valid. */
export function toDurationText(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1_000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 2 * MINUTE) return `${Math.max(0, seconds)}s`;
  if (seconds < 10 * MINUTE) return inTwo(seconds, [MINUTE, 'm'], [1, 's']);
  if (seconds < 3 * HOUR) return inOne(seconds, MINUTE, 'm');
  if (seconds < 8 * HOUR) return inTwo(seconds, [HOUR, 'h'], [MINUTE, 'm']);
  if (seconds < 2 * DAY) return inOne(seconds, HOUR, 'h');
  if (seconds < 8 * DAY) return inTwo(seconds, [DAY, 'd'], [HOUR, 'h']);
  if (seconds < 2 * YEAR) return inOne(seconds, DAY, 'd');
  if (seconds < 8 * YEAR) return inTwo(seconds, [YEAR, 'y'], [DAY, 'd']);
  return inOne(seconds, YEAR, 'y');
}

function inOne(seconds: number, unit: number, name: string): string {
  return `${Math.floor(seconds / unit)}${name}`;
}

type Unit = readonly [seconds: number, name: string];

function inTwo(seconds: number, [large, name]: Unit, small: Unit): string {
  const rest = Math.floor((seconds % large) / small[0]);
  return `${inOne(seconds, large, name)}${rest ? `${rest}${small[1]}` : ''}`;
}
