import { countKeys } from './count-keys.js';
import { DecodeError } from './decode-error.js';
import {
  fitAmount,
  fitScalar,
  isZero,
  toJsonWord,
  zeroOf,
} from './fit-scalar.js';
import type {
  Field,
  ScalarKind,
  StructType,
  ValueType,
} from './struct-type.js';

type Fields = Record<string, unknown>;

/** A key of a map on the way to a value; strings are fields, numbers are items of lists. */
interface MapKey {
  key: string;
}

/** Fits one value of JSON into its type, as Go's decoder does. What needs no change is shared, nothing is changed in place. Throws
 * a DecodeError for the first value of a wrong type. */
export class Fitting {
  /** The paths of the fields that the type has not, in their order. */
  readonly unknown: string[] = [];
  /** How many keys the value has, at every depth. */
  keys = 0;
  private readonly path: (string | number | MapKey)[] = [];

  /** `known` has been fitted before: what is shared with it is not looked at again. */
  fitStruct(value: Fields, struct: StructType, known?: Fields): Fields {
    let copy: Fields | undefined;
    let hasDropped = false;
    for (const key in value) {
      this.keys += 1;
      const old = value[key];
      const before = known?.[key];
      if (known && before === old) continue;
      const field = struct.fields.get(key);
      let fitted: unknown;
      if (field) {
        fitted = this.fitField(old, field, struct, before);
      } else {
        this.unknown.push(this.pathTo(key));
        this.keys += countKeys(old);
      }
      if (fitted === old) continue;
      copy ??= { ...value };
      copy[key] = fitted;
      hasDropped ||= fitted === undefined;
    }
    if (!copy) return value;
    return hasDropped ? withoutUndefined(copy) : copy;
  }

  /** Undefined when the field is to be left out. */
  private fitField(
    value: unknown,
    field: Field,
    struct: StructType,
    known: unknown,
  ): unknown {
    const { type, name } = field;
    if (value === null) return undefined;
    if (field.isPointer || field.isAlways || !isZero(value, type))
      return this.fitValue(value, type, struct, name, known);
    // Zero goes, but what is zero of another type is refused.
    this.fitValue(value, type, struct, name);
    return undefined;
  }

  private fitValue(
    value: unknown,
    type: ValueType,
    struct: StructType,
    segment: string | number | MapKey,
    known?: unknown,
  ): unknown {
    switch (type.kind) {
      case 'struct':
      case 'list':
      case 'map': {
        this.path.push(segment);
        const fitted = this.fitWhole(value, type, struct, known);
        this.path.pop();
        return fitted;
      }
      case 'any':
        this.keys += countKeys(value);
        return value;
      default: {
        const fitted = fitScalar(value, type.kind);
        if (fitted !== undefined) return fitted;
      }
    }
    throw this.mismatch(value, type, struct, segment);
  }

  private fitWhole(
    value: unknown,
    type: Exclude<ValueType, { kind: ScalarKind }>,
    struct: StructType,
    known: unknown,
  ): unknown {
    if (typeof value === 'object' && value !== null)
      if (Array.isArray(value) === (type.kind === 'list')) {
        if (type.kind === 'list')
          return this.fitList(value as unknown[], type.items, struct);
        return type.kind === 'map'
          ? this.fitMap(value as Fields, type, struct)
          : this.fitStruct(value as Fields, type.struct, asFields(known));
      }
    throw this.mismatch(value, type, struct);
  }

  private fitList(
    list: readonly unknown[],
    items: ValueType,
    struct: StructType,
  ): readonly unknown[] {
    let copy: unknown[] | undefined;
    for (let at = 0; at < list.length; at += 1) {
      const fitted =
        list[at] === null
          ? zeroOf(items)
          : this.fitValue(list[at], items, struct, at);
      if (fitted !== list[at]) (copy ??= [...list])[at] = fitted;
    }
    return copy ?? list;
  }

  private fitMap(
    map: Fields,
    { items, goName }: ValueType & { kind: 'map' },
    struct: StructType,
  ): Fields {
    let copy: Fields | undefined;
    const isAmounts = goName === 'v1.ResourceList';
    for (const key in map) {
      this.keys += 1;
      const old = map[key];
      let fitted: unknown;
      if (old === null) fitted = zeroOf(items);
      else if (isAmounts) fitted = fitAmount(old);
      else if (items.kind === 'string' && typeof old === 'string') continue;
      else fitted = this.fitValue(old, items, struct, { key });
      if (fitted !== old) (copy ??= { ...map })[key] = fitted;
    }
    return copy ?? map;
  }

  private mismatch(
    value: unknown,
    type: ValueType,
    struct: StructType,
    last?: string | number | MapKey,
  ): DecodeError {
    const fields = [...this.path, last].filter(
      (one) => typeof one === 'string',
    );
    const isNumber = typeof value === 'number' && /^int/.test(type.kind);
    return new DecodeError(
      `json: cannot unmarshal ${toJsonWord(value)}${isNumber ? ` ${value}` : ''} into Go struct field ${struct.goName}.${fields.join('.')} of type ${type.goName}`,
    );
  }

  private pathTo(key: string): string {
    let text = '';
    for (const one of [...this.path, key]) {
      if (typeof one === 'number') text += `[${one}]`;
      else text += `${text && '.'}${typeof one === 'string' ? one : one.key}`;
    }
    return text;
  }
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Fields)
    : undefined;
}

function withoutUndefined(fields: Fields): Fields {
  // Object.fromEntries also keeps a key named __proto__ a plain key.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
}
