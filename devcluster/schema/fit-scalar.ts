import {
  canonicalAmount,
  canonicalQuantity,
} from '../quantity/canonical-quantity.js';
import { QuantityError } from '../quantity/parse-quantity.js';
import { canonicalBase64 } from './base64.js';
import { DecodeError } from './decode-error.js';
import type { ScalarKind, ValueType } from './struct-type.js';
import { canonicalTime } from './timestamp.js';

/** The canonical form of a scalar that is not `any`; undefined when its type is another. Throws a DecodeError for a text that is none of its kind. */
export function fitScalar(value: unknown, kind: ScalarKind): unknown {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'float64':
      return typeof value === 'number' ? value : undefined;
    case 'int32':
      return isInt32(value) ? value : undefined;
    case 'int64':
      return Number.isInteger(value) ? value : undefined;
    case 'int-or-string':
      return typeof value === 'string' || isInt32(value) ? value : undefined;
    case 'bytes':
      return typeof value === 'string' ? canonicalBase64(value) : undefined;
    case 'time':
    case 'micro-time':
      return typeof value === 'string'
        ? canonicalTime(value, kind === 'micro-time')
        : undefined;
    case 'quantity':
      return fitQuantity(value, canonicalQuantity);
    case 'any':
      return value;
  }
}

/** A quantity in a list of resources. Throws a DecodeError. */
export function fitAmount(value: unknown): string {
  return fitQuantity(value, canonicalAmount);
}

/** As Go's decoder names it. */
export function toJsonWord(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function fitQuantity(
  value: unknown,
  canonical: (text: string) => string,
): string {
  try {
    return canonical(
      typeof value === 'string' || typeof value === 'number'
        ? String(value).trim()
        : 'none',
    );
  } catch (error) {
    if (error instanceof QuantityError) throw new DecodeError(error.message);
    throw error;
  }
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value;
}

/** Whether Go leaves the value out where zero says nothing. */
export function isZero(value: unknown, type: ValueType): boolean {
  if (type.kind === 'list' || type.kind === 'map')
    return (
      typeof value === 'object' &&
      value !== null &&
      Object.keys(value).length === 0
    );
  return value === '' || value === 0 || value === false;
}

/** What null is as an item of a list or a map. */
export function zeroOf(type: ValueType): unknown {
  switch (type.kind) {
    case 'struct':
      return {};
    case 'string':
    case 'bytes':
      return '';
    case 'bool':
      return false;
    case 'quantity':
      return '0';
    case 'list':
    case 'map':
    case 'time':
    case 'micro-time':
    case 'any':
      return null;
    case 'int32':
    case 'int64':
    case 'float64':
    case 'int-or-string':
      return 0;
  }
}
