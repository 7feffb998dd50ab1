import { DecodeError } from './decode-error.js';
import type { ValueType } from './struct-type.js';

/** What a container that the scan is in knows of itself. */
interface Level {
  isObject: boolean;
  /** Where it stands: `spec.containers[0]`. */
  path: string;
  /** Undefined within what the type does not have, where nothing is reported. */
  type: ValueType | undefined;
  seen: Set<string>;
  key: string;
  index: number;
}

const MOST_LEVELS = 10_000;
const ESCAPES = '"\\/bfnrt';

/** The type of what may hold anything: its duplicates are reported at every depth. */
export const UNTYPED: ValueType = { kind: 'any', goName: 'interface {}' };

/** Reads JSON a character at a time and says what Go's strict decoder would: throws a DecodeError for bad syntax, and returns a line
 * for each unknown and each duplicate field in the order of the text. JSON.parse is fast but says neither. */
export function scanJson(text: string, root?: ValueType): string[] {
  const found = new Set<string>();
  const levels: Level[] = [];
  let at = 0;

  skipSpace();
  value(root, '');
  while (levels.length > 0) step(levels[levels.length - 1] as Level);
  skipSpace();
  if (at < text.length) throw bad('after top-level value');
  return [...found];

  /** Reads one more member of the innermost container, or its end. */
  function step(level: Level): void {
    skipSpace();
    const end = level.isObject ? '}' : ']';
    const isFirst = level.index < 0;
    if (text[at] === end) {
      at += 1;
      levels.pop();
      return;
    }
    if (!isFirst) {
      if (text[at] !== ',')
        throw bad(
          level.isObject
            ? 'after object key:value pair'
            : 'after array element',
        );
      at += 1;
      skipSpace();
    }
    level.index += 1;
    if (level.isObject) member(level);
    else value(itemsOf(level.type), `${level.path}[${level.index}]`);
  }

  function member(level: Level): void {
    if (text[at] !== '"')
      throw bad('looking for beginning of object key string');
    const key = string();
    skipSpace();
    if (text[at] !== ':') throw bad('after object key');
    at += 1;
    skipSpace();
    const path = level.path ? `${level.path}.${key}` : key;
    const { type } = level;
    const inner = memberType(type, key);
    if (type?.kind === 'struct' && !inner) report('unknown', path);
    else if (type && inner && level.seen.has(key)) report('duplicate', path);
    level.seen.add(key);
    value(inner, path);
  }

  function report(what: string, path: string): void {
    if (found.size < 100) found.add(`${what} field ${JSON.stringify(path)}`);
  }

  function value(type: ValueType | undefined, path: string): void {
    const char = text[at];
    if (char === '{' || char === '[') {
      const isObject = char === '{';
      at += 1;
      levels.push({
        isObject,
        path,
        type: fits(type, isObject) ? type : undefined,
        seen: new Set(),
        key: '',
        index: -1,
      });
      if (levels.length > MOST_LEVELS)
        throw new DecodeError('exceeded max depth');
    } else if (char === '"') {
      string();
    } else if (char === '-' || isDigit(char)) {
      number();
    } else {
      const word = { t: 'true', f: 'false', n: 'null' }[char ?? ''];
      if (!word) throw bad('looking for beginning of value');
      for (const letter of word) {
        if (text[at] !== letter)
          throw bad(`in literal ${word} (expecting ${quoted(letter)})`);
        at += 1;
      }
    }
  }

  function string(): string {
    const start = at;
    at += 1;
    while (text[at] !== '"') {
      const char = text[at];
      if (char === undefined || char < ' ') throw bad('in string literal');
      at += 1;
      if (char !== '\\') continue;
      const escape = text[at];
      if (escape === 'u') {
        at += 1;
        for (const end = at + 4; at < end; at += 1)
          if (!/[0-9a-fA-F]/.test(text[at] ?? ''))
            throw bad('in \\u hexadecimal character escape');
      } else {
        if (escape === undefined || !ESCAPES.includes(escape))
          throw bad('in string escape code');
        at += 1;
      }
    }
    at += 1;
    return JSON.parse(text.slice(start, at)) as string;
  }

  function number(): void {
    if (text[at] === '-') at += 1;
    if (text[at] === '0') at += 1;
    else digits('in numeric literal');
    if (text[at] === '.') {
      at += 1;
      digits('after decimal point in numeric literal');
    }
    if (text[at] === 'e' || text[at] === 'E') {
      at += 1;
      if (text[at] === '+' || text[at] === '-') at += 1;
      digits('in exponent of numeric literal');
    }
  }

  function digits(where: string): void {
    if (!isDigit(text[at])) throw bad(where);
    while (isDigit(text[at])) at += 1;
  }

  function skipSpace(): void {
    while (/[ \t\r\n]/.test(text[at] ?? '')) at += 1;
  }

  function bad(where: string): DecodeError {
    const char = text[at];
    return new DecodeError(
      char === undefined
        ? 'unexpected end of JSON input'
        : `invalid character ${quoted(char)} ${where}`,
    );
  }
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

function fits(type: ValueType | undefined, isObject: boolean): boolean {
  if (type === UNTYPED) return true;
  return type?.kind === 'list' ? !isObject : isObject;
}

function itemsOf(type: ValueType | undefined): ValueType | undefined {
  if (type === UNTYPED) return type;
  return type?.kind === 'list' ? type.items : undefined;
}

function memberType(
  type: ValueType | undefined,
  key: string,
): ValueType | undefined {
  if (type === UNTYPED) return type;
  if (type?.kind === 'struct') return type.struct.fields.get(key)?.type;
  return type?.kind === 'map' ? type.items : undefined;
}

/** A character as Go quotes it. */
function quoted(char: string): string {
  if (char === "'") return "'\\''";
  if (char === '"') return `'"'`;
  return `'${JSON.stringify(char).slice(1, -1)}'`;
}
