import { DecodeError } from './decode-error.js';
import { readMessage } from './read-message.js';
import { WIRE } from './wire-reader.js';
import { aMessage, WIRE_SCALARS } from './wire-scalars.js';

/** What stands around an object of protobuf. */
interface Envelope {
  /** Says what the object is; may say nothing. */
  head: { apiVersion?: string; kind?: string };
  object: Buffer;
}

const MAGIC = Buffer.from('k8s\0');
const { string } = WIRE_SCALARS;
const TYPE_META = aMessage('TypeMeta', { apiVersion: string, kind: string });
const UNKNOWN = aMessage('Unknown', {
  head: {
    wireType: WIRE.chunk,
    read: (reader) => readMessage(reader.chunk(), TYPE_META),
  },
  object: { wireType: WIRE.chunk, read: (reader) => reader.chunk() },
  contentEncoding: string,
  contentType: string,
});

/** Opens the envelope of a body. Throws a DecodeError in the API server's words. */
export function openEnvelope(bytes: Buffer): Envelope {
  if (bytes.length === 0) throw new DecodeError('empty data');
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new DecodeError(
      `provided data does not appear to be a protobuf message, expected prefix [${[...MAGIC].join(' ')}]`,
    );
  if (bytes.length === MAGIC.length) throw new DecodeError('empty body');
  const { head = {}, object = Buffer.alloc(0) } = readMessage(
    bytes.subarray(MAGIC.length),
    UNKNOWN,
  ) as Partial<Envelope>;
  // Here the API server takes a version that it cannot read for none.
  const isOdd = (head.apiVersion ?? '').split('/').length > 2;
  return { head: isOdd ? { ...head, apiVersion: '' } : head, object };
}
