/** What family of suffixes a quantity is printed with: `500m`, `512Mi`, `1e3`. */
export type QuantityFormat = 'decimal' | 'binary' | 'exponent';

/** An exact amount. Billionths are the finest that Kubernetes keeps. */
export interface Quantity {
  readonly nanos: bigint;
  readonly format: QuantityFormat;
}

export const ZERO: Quantity = { nanos: 0n, format: 'decimal' };

export const NANOS = 1_000_000_000n;

/** Negative, zero or positive, as for a sort. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

/** The sum keeps the family of `a`, unless `a` is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: resultFormat(a, b) };
}

export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos - b.nanos, format: resultFormat(a, b) };
}

function resultFormat(a: Quantity, b: Quantity): QuantityFormat {
  return a.nanos === 0n ? b.format : a.format;
}

/** In thousandths, rounded away from zero as Kubernetes does. */
export function toMillis({ nanos }: Quantity): number {
  return roundUp(nanos, 1_000_000n);
}

/** In whole units, rounded away from zero as Kubernetes does. */
export function toUnits({ nanos }: Quantity): number {
  return roundUp(nanos, NANOS);
}

function roundUp(nanos: bigint, unit: bigint): number {
  const whole = nanos / unit;
  if (whole * unit === nanos) return Number(whole);
  return Number(nanos < 0n ? whole - 1n : whole + 1n);
}
