import { TYPE_TABLE } from './type-table.js';

/** The shape of a value on the wire. */
export type ValueType =
  | { kind: ScalarKind; goName: string }
  | { kind: 'struct'; goName: string; struct: StructType }
  | { kind: 'list'; goName: string; items: ValueType; item: Field }
  | { kind: 'map'; goName: string; items: ValueType; item: Field };

export type ScalarKind =
  | 'string'
  | 'int32'
  | 'int64'
  | 'float64'
  | 'bool'
  | 'int-or-string'
  | 'quantity'
  | 'time'
  | 'micro-time'
  | 'bytes'
  | 'any';

export interface Field {
  name: string;
  type: ValueType;
  /** Says zero apart from nothing: `replicas: 0` stays. */
  isPointer: boolean;
  /** Is on the wire even when it is empty: `resources: {}`, `restartCount: 0`. */
  isAlways: boolean;
  /** Ownership counts it as one whole. */
  isAtomic: boolean;
  /** What names an item of a list for ownership. */
  listKeys?: readonly string[];
  /** A list whose items are their own names. */
  isSet: boolean;
  /** merge, retainKeys. */
  patchStrategies: readonly string[];
  /** What names an item of a list for strategic merge patches. */
  mergeKey?: string;
  /** Stands for the field where it names an item and is left out. */
  fallback?: string;
  /** Its number in protobuf, after the numbers of the messages that it is embedded through. Empty when it is not there. */
  numbers: readonly number[];
}

export interface StructType {
  /** `v1.Container`, `apps.v1.Deployment`. */
  name: string;
  /** `Container`. */
  goName: string;
  fields: ReadonlyMap<string, Field>;
  /** The fields that are on the wire even when they are empty. */
  always: readonly Field[];
  /** Ownership counts it as one whole wherever it stands. */
  isAtomic: boolean;
}

const SCALARS: ReadonlySet<string> = new Set<ScalarKind>([
  'string',
  'int32',
  'int64',
  'float64',
  'bool',
  'int-or-string',
  'quantity',
  'time',
  'micro-time',
  'bytes',
  'any',
]);

const structs = new Map<string, StructType>();

/** The type of a name in the table of types, which is Kind.definition: `v1.Pod`, `apps.v1.Deployment`, `meta.v1.ObjectMeta`. */
export function structType(name: string): StructType {
  const known = structs.get(name);
  if (known) return known;
  const texts = TYPE_TABLE.types[name];
  if (!texts) throw new Error(`The table of types has no ${name}.`);
  const fields = new Map<string, Field>();
  const always: Field[] = [];
  const struct: StructType = {
    name,
    goName: name.split('.').pop() ?? '',
    fields,
    always,
    isAtomic: texts['*'] === 'atomic',
  };
  // Known before its fields are: a type may hold itself.
  structs.set(name, struct);
  for (const [key, text] of Object.entries(texts)) {
    if (key === '*') continue;
    const field = toField(key, text);
    fields.set(key, field);
    if (field.isAlways) always.push(field);
  }
  return struct;
}

function toField(name: string, text: string): Field {
  const [word = '', ...flags] = text.split(' ');
  const valueOf = (flag: string) =>
    flags.find((one) => one.startsWith(flag))?.slice(flag.length);
  return {
    name,
    type: toType(word, valueOf('go:')),
    isPointer: flags.includes('pointer'),
    isAlways: flags.includes('always'),
    isAtomic: flags.includes('atomic'),
    listKeys: valueOf('keys:')?.split(','),
    isSet: flags.includes('set'),
    patchStrategies: valueOf('patch:')?.split(',') ?? [],
    mergeKey: valueOf('merge-key:'),
    fallback: valueOf('default:'),
    numbers: valueOf('at:')?.split('.').map(Number) ?? [],
  };
}

/** A field of which nothing but its type is to be said; without a name it stands for the items of a list or a map. */
export function plainField(name: string, type: ValueType): Field {
  return {
    name,
    type,
    isPointer: true,
    isAlways: false,
    isAtomic: false,
    isSet: false,
    patchStrategies: [],
    numbers: [],
  };
}

function toType(word: string, goName?: string): ValueType {
  if (word.startsWith('[]')) {
    const items = toType(word.slice(2), goName?.slice(2));
    return {
      kind: 'list',
      goName: goName ?? `[]${items.goName}`,
      items,
      item: plainField('', items),
    };
  }
  if (word.startsWith('{}')) {
    const items = toType(word.slice(2));
    return {
      kind: 'map',
      goName: goName ?? `map[string]${items.goName}`,
      items,
      item: plainField('', items),
    };
  }
  if (SCALARS.has(word))
    return {
      kind: word as ScalarKind,
      goName: goName ?? GO_NAMES[word] ?? word,
    };
  return {
    kind: 'struct',
    goName: goName ?? word.split('.').slice(-2).join('.'),
    struct: structType(word),
  };
}

const GO_NAMES: Readonly<Record<string, string>> = {
  bytes: '[]uint8',
  // A number or a text; what is neither is refused as a number.
  'int-or-string': 'int32',
  time: 'string',
  'micro-time': 'string',
};
