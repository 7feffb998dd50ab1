import { NANOS, type Quantity } from './quantity.js';

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];

/** Prints the canonical text: the largest suffix of the family that needs no fraction. */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  const size = nanos < 0n ? -nanos : nanos;
  const isBinary =
    format === 'binary' && size >= 1024n * NANOS && size % NANOS === 0n;
  if (isBinary) {
    const [number, times] = withoutFactor(nanos / NANOS, 1024n, 6);
    return `${number}${BINARY[times]}`;
  }
  const [number, thousands] = withoutFactor(nanos, 1000n, 9);
  if (format !== 'exponent') return `${number}${DECIMAL[thousands]}`;
  const [rest, more] = withoutFactor(number, 1000n, 20);
  const exponent = 3 * (thousands + more) - 9;
  return exponent === 0 ? `${rest}` : `${rest}e${exponent}`;
}

function withoutFactor(
  number: bigint,
  factor: bigint,
  most: number,
): [bigint, number] {
  let times = 0;
  while (times < most && number % factor === 0n) {
    number /= factor;
    times += 1;
  }
  return [number, times];
}
