import { NANOS, type Quantity, type QuantityFormat } from './quantity.js';

/** What is no quantity, in Kubernetes' words. */
export class QuantityError extends Error {
  override name = 'QuantityError';
}

interface Suffix {
  format: QuantityFormat;
  base: 2 | 10;
  exponent: number;
}

const SUFFIXES: ReadonlyMap<string, Suffix> = new Map([
  ...['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map(
    (suffix, at): [string, Suffix] => [
      suffix,
      { format: 'decimal', base: 10, exponent: 3 * at - 9 },
    ],
  ),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map(
    (suffix, at): [string, Suffix] => [
      suffix,
      { format: 'binary', base: 2, exponent: 10 * (at + 1) },
    ],
  ),
]);
const FORM = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;
const MOST_BINARY = (2n ** 63n - 1n) * NANOS;
/** Far beyond what fits; keeps a hostile exponent from filling the memory. */
const MOST_EXPONENT = 60;

/** Throws a QuantityError. More than nine decimals are rounded away from zero. */
export function parseQuantity(text: string): Quantity {
  return parseParts(text).quantity;
}

/** The quantity, and whether its text is taken as canonical although other texts say the same. */
export function parseParts(text: string): {
  quantity: Quantity;
  isKept: boolean;
} {
  const match = FORM.exec(text);
  if (!match || text === '')
    throw new QuantityError(
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    );
  const [, sign, whole = '', decimals = '', suffixText = ''] = match;
  const suffix = SUFFIXES.get(suffixText) ?? toExponent(suffixText);
  if (!suffix) throw new QuantityError("unable to parse quantity's suffix");
  const digits = `${whole}${decimals}`;
  const size = scale(BigInt(digits || '0'), decimals.length, suffix);
  const isTiny = suffix.format === 'binary' && size > 0n && size < NANOS;
  return {
    quantity: {
      nanos: sign === '-' ? -size : size,
      format: isTiny ? 'decimal' : suffix.format,
    },
    isKept: isKept(suffix, digits, decimals.length),
  };
}

function toExponent(text: string): Suffix | undefined {
  const match = /^[eE]([-+]?\d+)$/.exec(text);
  const exponent = Number(match?.[1]);
  if (!match || Math.abs(exponent) > MOST_EXPONENT) return undefined;
  return { format: 'exponent', base: 10, exponent };
}

function scale(
  digits: bigint,
  decimals: number,
  { base, exponent, format }: Suffix,
): bigint {
  const [up, down] =
    base === 2
      ? [9 - decimals, 0]
      : [9 - decimals + Math.max(exponent, 0), Math.max(-exponent, 0)];
  let size = digits * (base === 2 ? 2n ** BigInt(exponent) : 1n);
  const tens = up - down;
  if (tens >= 0) {
    size *= 10n ** BigInt(tens);
  } else {
    const unit = 10n ** BigInt(-tens);
    size = (size + unit - 1n) / unit;
  }
  return format === 'binary' && size > MOST_BINARY ? MOST_BINARY : size;
}

/** Kubernetes keeps a text that looks canonical to a quick glance: `1.500`, `+5`, `100Ki`. */
function isKept(
  { format, exponent }: Suffix,
  digits: string,
  decimals: number,
): boolean {
  if (format === 'binary') {
    const room = 14 - digits.length - Math.trunc((exponent * 3) / 10);
    return room >= 0 && decimals === 0 && (BigInt(digits || '0') & 7n) !== 0n;
  }
  const scaled = exponent - decimals;
  return (
    digits.length <= 18 &&
    scaled >= -9 &&
    scaled % 3 === 0 &&
    !digits.endsWith('000') &&
    /^[1-9]/.test(digits)
  );
}
