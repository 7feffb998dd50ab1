import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
} from '../lib/quantity.js';
import { invalid, type UserError } from './user-error.type.js';

/** A field of the input, or the path to one inside it. */
type Field = string | (string | number)[];

const MILLI = 1_000_000n;
const ONE = 1_000_000_000n;
/** Kubernetes counts wrongly with larger ones. */
const MOST = 10n ** 15n * ONE;

/** A CPU input; undefined is fine. */
export function checkCpu(field: Field, text: string | undefined): UserError[] {
  if (text === undefined) return [];
  const cpu = parseQuantity(text);
  if (!cpu || cpu.nano <= 0n) {
    return [
      invalid(
        [field].flat(),
        `"${text}" is not an amount of CPU: write cores such as 0.25 or 2, or millicores such as "250m".`,
      ),
    ];
  }
  if (cpu.nano % MILLI !== 0n)
    return [
      invalid(
        [field].flat(),
        `"${text}" is finer than a millicore: the smallest step is "1m".`,
      ),
    ];
  if (cpu.nano > MOST) return [tooMuch(field, text)];
  return cpu.binary
    ? [
        invalid(
          [field].flat(),
          `"${text}" has a suffix of memory: write cores or millicores such as "250m".`,
        ),
      ]
    : [];
}

/** A memory input: it must have a suffix of bytes; undefined is fine. */
export function checkMemory(
  field: Field,
  text: string | undefined,
): UserError[] {
  if (text === undefined) return [];
  const bare = /^[+]?(\d+(?:\.\d+)?)\s*(m|[kKmMgG][bB]|[mg])?$/.exec(text);
  if (bare && !/^\d+(\.\d+)?[kM]$/.test(text))
    return [
      invalid(
        [field].flat(),
        `"${text}" is not an amount of memory: did you mean ${suggestion(bare)}?`,
      ),
    ];
  const memory = parseQuantity(text);
  if (!memory || memory.nano <= 0n || memory.nano % ONE !== 0n) {
    return [
      invalid(
        [field].flat(),
        `"${text}" is not an amount of memory: write bytes with a suffix such as "256Mi" or "1Gi".`,
      ),
    ];
  }
  return memory.nano > MOST ? [tooMuch(field, text)] : [];
}

function tooMuch(field: Field, text: string): UserError {
  return invalid([field].flat(), `"${text}" is more than any machine has.`);
}

/** A request must not be above its limit. Both are canonical or checked already; undefined fits with anything. */
export function checkWithin(
  field: Field,
  request: string | undefined,
  limit: string | undefined,
): UserError[] {
  const [asked, most] = [parsed(request), parsed(limit)];
  if (!asked || !most || compareQuantities(asked, most) <= 0) return [];
  return [
    invalid(
      [field].flat(),
      `The limit ${limit} is below the request ${request}: raise the limit or lower the request.`,
    ),
  ];
}

/** A checked input as Kubernetes writes it. */
export function canonical(text: string): string {
  const quantity = parseQuantity(text);
  return quantity ? formatQuantity(quantity) : text;
}

function parsed(text: string | undefined): Quantity | undefined {
  return text === undefined ? undefined : parseQuantity(text);
}

function suggestion([, number = '', suffix = '']: RegExpExecArray): string {
  if (/^g/i.test(suffix)) return `${number}Gi`;
  return /^k/i.test(suffix) ? `${number}Ki` : `${number}Mi`;
}
