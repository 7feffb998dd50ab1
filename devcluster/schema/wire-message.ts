import { zeroOf } from './fit-scalar.js';
import { type Message, readMessage, type WireValue } from './read-message.js';
import type { StructType, ValueType } from './struct-type.js';
import { WIRE } from './wire-reader.js';
import { aMessage, WIRE_SCALARS } from './wire-scalars.js';

type Fields = Record<string, unknown>;

const messages = new Map<StructType, Message>();

/** The message that protobuf has for a type. */
export function wireMessage(struct: StructType): Message {
  const known = messages.get(struct);
  if (known) return known;
  const message: Message = { name: struct.goName, fields: new Map() };
  // Known before its fields are: a type may hold itself.
  messages.set(struct, message);
  for (const { name, type, numbers } of struct.fields.values()) {
    const [last, ...embedding] = [...numbers].reverse();
    if (last === undefined) continue;
    let holder = message;
    for (const number of embedding.reverse()) holder = embedded(holder, number);
    holder.fields.set(last, { name, value: toWireValue(type) });
  }
  return message;
}

function embedded({ fields }: Message, number: number): Message {
  const known = fields.get(number);
  if (known && 'fields' in known) return known;
  const made: Message = { name: '', fields: new Map() };
  fields.set(number, made);
  return made;
}

function toWireValue(type: ValueType): WireValue {
  switch (type.kind) {
    case 'struct': {
      const message = wireMessage(type.struct);
      return {
        wireType: WIRE.chunk,
        read: (reader, old) =>
          readMessage(reader.chunk(), message, old as Fields | undefined),
      };
    }
    case 'list':
      return toWireList(toWireItem(type.items));
    case 'map':
      return toWireMap(type.items);
    default:
      return WIRE_SCALARS[type.kind];
  }
}

function toWireList(items: WireValue): WireValue {
  return {
    ...items,
    read(reader, old = []) {
      const list = old as unknown[];
      list.push(items.read(reader, undefined));
      return list;
    },
  };
}

function toWireMap(items: ValueType): WireValue {
  const entry = aMessage('Entry', {
    key: WIRE_SCALARS.string,
    value: toWireItem(items),
  });
  return {
    wireType: WIRE.chunk,
    read(reader, old = {}) {
      const { key = '', value = zeroOf(items) } = readMessage(
        reader.chunk(),
        entry,
      );
      // A key named __proto__ is a key like others.
      return Object.defineProperty(old as Fields, key as string, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    },
  };
}

/** A list is a message of its own where it is an item. */
function toWireItem(type: ValueType): WireValue {
  const value = toWireValue(type);
  if (type.kind !== 'list') return value;
  const message = aMessage('List', { items: value });
  return {
    wireType: WIRE.chunk,
    read: (reader) => readMessage(reader.chunk(), message).items ?? [],
  };
}
