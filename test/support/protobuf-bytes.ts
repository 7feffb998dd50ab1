/** One field of a message: numbers and booleans are varints, all else is sent with its length. */
type FieldValue = string | number | boolean | Buffer;

const MAGIC = Buffer.from('k8s\0');

/** A message: pairs of a field's number and its value. */
export function message(...fields: [number, FieldValue][]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number' || typeof value === 'boolean')
        return [varint(number * 8), varint(Number(value))];
      const bytes = Buffer.from(value);
      return [varint(number * 8 + 2), varint(bytes.length), bytes];
    }),
  );
}

/** The body of a request: an object in its envelope. */
export function envelope(
  apiVersion: string,
  kind: string,
  object: Buffer,
): Buffer {
  const typeMeta = message([1, apiVersion], [2, kind]);
  return Buffer.concat([MAGIC, message([1, typeMeta], [2, object])]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
