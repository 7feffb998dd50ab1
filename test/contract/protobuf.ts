import { Agent, request } from 'undici';

import { openControlPlane } from '../support/control-plane.js';
import type { Answer, Thing } from './plane.js';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';

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

/** Opens a client that sends bytes as the admin and takes JSON. */
export function openProtobuf() {
  const plane = openControlPlane();
  const dispatcher = new Agent({ connect: { ca: plane.ca } });
  return {
    async send(
      method: 'POST' | 'PUT' | 'DELETE',
      path: string,
      body: Buffer,
    ): Promise<Answer<Thing>> {
      const answer = await request(plane.server + path, {
        dispatcher,
        method,
        headers: {
          authorization: `Bearer ${plane.token('admin')}`,
          accept: 'application/json',
          'content-type': PROTOBUF,
        },
        body,
      });
      const text = await answer.body.text();
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text,
        body: JSON.parse(text) as Thing,
      };
    },
    async close(): Promise<void> {
      await dispatcher.destroy();
      await plane.close();
    },
  };
}
