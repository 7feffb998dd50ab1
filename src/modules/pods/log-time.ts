const INSTANT =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 instant in UTC with nine digits behind the second, so that two of them compare as text; undefined when it is
 * none. Machines write their logs in a time zone of their own. */
export function toUtc(text: string): string | undefined {
  const [, second, fraction = '', zone] = INSTANT.exec(text) ?? [];
  if (second === undefined) return undefined;
  const time = new Date(`${second}${zone}`);
  if (Number.isNaN(time.getTime())) return undefined;
  const nanoseconds = fraction.slice(0, 9).padEnd(9, '0');
  return `${time.toISOString().slice(0, 19)}.${nanoseconds}Z`;
}
