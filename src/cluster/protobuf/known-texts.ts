/** Longer texts are seldom the same. */
export const LONGEST_KNOWN = 40;

const SLOTS = 4_096;
const texts = new Array<string>(SLOTS).fill('');

/** A text of a buffer, not made again when it was read lately: the names of labels, kinds and namespaces come with every object,
 * and making them anew costs more than all the rest of reading. */
export function knownText(
  buffer: Buffer,
  start: number,
  length: number,
): string {
  if (length === 0) return '';
  const end = start + length;
  const slot = slotOf(buffer, start, length);
  const text = texts[slot] ?? '';
  if (isSame(text, buffer, start, length)) return text;
  return (texts[slot] = buffer.toString('utf8', start, end));
}

function slotOf(buffer: Buffer, start: number, length: number): number {
  const last = start + length - 1;
  const hash =
    (buffer[start] ?? 0) * 7 +
    (buffer[start + (length >>> 1)] ?? 0) * 131 +
    (buffer[last - (length >>> 2)] ?? 0) * 521 +
    (buffer[last] ?? 0) * 31 +
    length * 1_031;
  return hash & (SLOTS - 1);
}

/** Byte by byte, as plain text has one for each character; no other is found again. */
function isSame(
  text: string,
  buffer: Buffer,
  start: number,
  length: number,
): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at++) {
    const byte = buffer[start + at] ?? 0;
    if (byte >= 0x80 || text.charCodeAt(at) !== byte) return false;
  }
  return true;
}
