import { type MessagePlan, readMessage, toPlan } from './message-plan.js';
import { WIRE, WireReader } from './wire-reader.js';

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';
/** What every answer of Kubernetes in protobuf begins with; an envelope follows. */
export const MAGIC = 'k8s\0';
/** The envelope's field with the object itself. */
export const RAW = 2;

const STATUS: MessagePlan = toPlan('meta.v1.Status', true);

/** A refusal in protobuf, as it would be in JSON; empty when it is none. */
export function readStatus(bytes: Buffer): Record<string, unknown> {
  const reader = new WireReader(bytes, MAGIC.length);
  while (reader.position < bytes.length) {
    const tag = reader.varint();
    if (tag !== ((RAW << 3) | WIRE.bytes)) reader.skip(tag & 7);
    else
      return {
        kind: 'Status',
        ...readMessage(reader, reader.varint(), STATUS),
      };
  }
  return {};
}
