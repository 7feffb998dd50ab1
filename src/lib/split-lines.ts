const NEWLINE = 0x0a;

/** The lines of a stream as text. It is split as bytes, so a character that two chunks share stays whole; an unfinished last line
 * is dropped. Throws a RangeError for a line of more than `maxBytes`. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = Infinity,
): AsyncGenerator<string> {
  let begun: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      const part = chunk.subarray(from, end < 0 ? undefined : end);
      begun.push(part);
      length += part.length;
      if (length > maxBytes)
        throw new RangeError(`a line is longer than ${maxBytes} bytes`);
      if (end < 0) break;
      yield Buffer.concat(begun).toString('utf8');
      begun = [];
      length = 0;
      from = end + 1;
    }
  }
}
