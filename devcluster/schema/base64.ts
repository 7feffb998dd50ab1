import { DecodeError } from './decode-error.js';

const CANONICAL =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Returns the text without line breaks. Throws a DecodeError that names the byte at which Go gives up. */
export function canonicalBase64(text: string): string {
  if (CANONICAL.test(text)) return text;
  let at = 0;
  const skipBreaks = () => {
    while (text[at] === '\n' || text[at] === '\r') at += 1;
  };
  for (;;) {
    const start = at;
    let digits = 0;
    while (digits < 4) {
      skipBreaks();
      const char = text[at];
      if (char === undefined) {
        if (digits === 0) return text.replaceAll(/[\r\n]/g, '');
        throw illegal(at - digits);
      }
      at += 1;
      if (/[A-Za-z0-9+/]/.test(char)) digits += 1;
      else break;
    }
    if (digits < 4) {
      endPadding(digits);
      return Buffer.from(text, 'base64').toString('base64');
    }
    if (start === at) throw illegal(at);
  }

  /** Stands behind the first sign that is no digit. */
  function endPadding(digits: number): void {
    if (text[at - 1] !== '=' || digits < 2) throw illegal(at - 1);
    if (digits === 2) {
      skipBreaks();
      if (at === text.length) throw illegal(at);
      if (text[at] !== '=') throw illegal(at - 1);
      at += 1;
    }
    skipBreaks();
    if (at < text.length) throw illegal(at);
  }
}

function illegal(byte: number): DecodeError {
  return new DecodeError(`illegal base64 data at input byte ${byte}`);
}
