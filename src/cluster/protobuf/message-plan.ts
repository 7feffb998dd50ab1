import type { FieldTree } from '../fields.js';
import { fieldsOf, type TableField } from './field-table.js';
import { type ReadValue, SCALARS } from './scalars.js';
import { type WireReader } from './wire-reader.js';

type Target = Record<string, unknown>;
type ReadField = (reader: WireReader, target: Target) => void;

/** How to read the fields of a message that are asked for, by their numbers; all others are jumped over. */
export type MessagePlan = (ReadField | undefined)[];

/** Plans to read these fields of a struct of the field table. */
export function toPlan(struct: string, tree: FieldTree): MessagePlan {
  const plan: MessagePlan = [];
  for (const [name, field] of fieldsOf(struct) ?? []) {
    const below = tree === true ? true : tree.get(name);
    if (below === undefined) continue;
    const [number = 0, ...embedded] = field.numbers;
    if (embedded.length === 0) plan[number] = toReader(name, field, below);
    else embed(plan, number, embedded, toReader(name, field, below));
  }
  return plan;
}

/** Reads a message into an object as JSON would have it. */
export function readMessage(
  reader: WireReader,
  length: number,
  plan: MessagePlan,
  target: Target = {},
): Target {
  const end = reader.position + length;
  while (reader.position < end) {
    const tag = reader.varint();
    const read = plan[tag >>> 3];
    if (read === undefined) reader.skip(tag & 7);
    else read(reader, target);
  }
  return target;
}

/** A message that JSON shows as part of its parent: its fields go into the parent's object. */
const parts = new WeakMap<ReadField, MessagePlan>();

function embed(
  plan: MessagePlan,
  number: number,
  [next = 0, ...rest]: number[],
  read: ReadField,
): void {
  let inner = plan[number] && parts.get(plan[number]);
  if (!inner) {
    const part: MessagePlan = [];
    const readPart: ReadField = (reader, target) =>
      void readMessage(reader, reader.varint(), part, target);
    parts.set(readPart, part);
    plan[number] = readPart;
    inner = part;
  }
  if (rest.length === 0) inner[next] = read;
  else embed(inner, next, rest, read);
}

function toReader(
  name: string,
  { type, shape, presence }: TableField,
  below: FieldTree,
): ReadField {
  const read = SCALARS[type] ?? readStruct(type, below);
  if (shape === 'list')
    return (reader, target) => {
      const list = target[name] as unknown[] | undefined;
      if (list) list.push(read(reader));
      else target[name] = [read(reader)];
    };
  if (shape === 'map')
    return (reader, target) => {
      const map = (target[name] ??= {}) as Target;
      readEntry(reader, read, type, map);
    };
  if (presence !== 'filled' || !SCALARS[type])
    return (reader, target) => {
      target[name] = read(reader);
    };
  return (reader, target) => {
    const value = read(reader);
    if (value) target[name] = value;
  };
}

function readStruct(struct: string, below: FieldTree): ReadValue {
  let plan: MessagePlan | undefined;
  // Some structs hold themselves, so a plan is made when it is first needed.
  return (reader) =>
    readMessage(reader, reader.varint(), (plan ??= toPlan(struct, below)));
}

/** An entry of a map is a message of its key and its value; an empty value is perhaps not written. */
function readEntry(
  reader: WireReader,
  read: ReadValue,
  type: string,
  map: Target,
): void {
  const end = reader.varint() + reader.position;
  let key = '';
  let value: unknown = type === 'string' || type === 'bytes' ? '' : undefined;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag >>> 3 === 1) key = reader.string(reader.varint());
    else if (tag >>> 3 === 2) value = read(reader);
    else reader.skip(tag & 7);
  }
  map[key] = value;
}
