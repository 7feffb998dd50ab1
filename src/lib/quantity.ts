/** Kubernetes quantities ("250m", "1536Mi"): exact arithmetic and the canonical text that the API server would store. */

const NANO = 1_000_000_000n;
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const SYNTAX =
  /^([+-]?)(\d+\.?\d*|\.\d+)(n|u|m|k|M|G|T|P|E|[KMGTPE]i|[eE][+-]?\d{1,2})?$/;

/** A parsed quantity: its value in billionths, and whether it was written with a binary suffix. */
export interface Quantity {
  nano: bigint;
  binary: boolean;
}

/** Parses a Kubernetes quantity; undefined when the text is none. Fractions below one billionth are rounded up. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = SYNTAX.exec(text);
  if (!match) return undefined;
  const [, sign, number = '', suffix = ''] = match;
  const [whole = '', fraction = ''] = number.split('.');
  const { factor, divisor } = scaleOf(suffix);
  const numerator = BigInt(`${whole}${fraction}` || '0') * factor;
  const denominator = 10n ** BigInt(fraction.length) * divisor;
  const magnitude = (numerator + denominator - 1n) / denominator;
  return {
    nano: sign === '-' ? -magnitude : magnitude,
    binary: suffix.endsWith('i'),
  };
}

/** The canonical text: no fraction, the largest suffix that keeps the value whole ("0.25" is "250m", "1024Mi" is "1Gi"). */
export function formatQuantity({ nano, binary }: Quantity): string {
  if (nano === 0n) return '0';
  if (
    binary &&
    nano % NANO === 0n &&
    (nano >= 1024n * NANO || nano <= -1024n * NANO)
  ) {
    return shorten(nano / NANO, 1024n, BINARY);
  }
  return shorten(nano, 1000n, DECIMAL);
}

/** -1, 0 or 1 as a is less than, equal to or greater than b. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  if (a.nano === b.nano) return 0;
  return a.nano < b.nano ? -1 : 1;
}

function scaleOf(suffix: string): { factor: bigint; divisor: bigint } {
  const binary = BINARY.indexOf(suffix);
  if (binary > 0)
    return { factor: NANO * 1024n ** BigInt(binary), divisor: 1n };
  const decimal = DECIMAL.indexOf(suffix);
  if (decimal >= 0) return { factor: 1000n ** BigInt(decimal), divisor: 1n };
  const exponent = Number(suffix.slice(1));
  return exponent >= 0
    ? { factor: NANO * 10n ** BigInt(exponent), divisor: 1n }
    : { factor: NANO, divisor: 10n ** BigInt(-exponent) };
}

function shorten(value: bigint, step: bigint, suffixes: string[]): string {
  let index = 0;
  while (index < suffixes.length - 1 && value % step === 0n) {
    value /= step;
    index++;
  }
  return `${value}${suffixes[index]}`;
}
