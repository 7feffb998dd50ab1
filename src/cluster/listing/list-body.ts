import type { Readable } from 'node:stream';

import { eachChunk } from '../../lib/each-chunk.js';
import type { RawObject } from '../cluster.js';
import { ClusterError } from '../cluster-error.js';
import { type Fields, prune, toFieldTree } from '../fields.js';
import type { Kind } from '../kinds.js';
import { PROTOBUF } from '../protobuf/envelope.js';
import { structOf } from '../protobuf/field-table.js';
import { type MessagePlan, toPlan } from '../protobuf/message-plan.js';
import type { BodyReader } from '../transport.js';
import type { Budget } from './budget.js';
import type { ItemReader, ListHead } from './item-reader.js';
import { JsonItems } from './json-items.js';
import { ProtobufItems } from './protobuf-items.js';

const JSON_TYPE = 'application/json';
/** Asks for the metadata of objects only; who does not know this form answers the whole objects. */
export const METADATA_LIST = `${JSON_TYPE};as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,${JSON_TYPE}`;

export interface ListBody<T> {
  items: T[];
  head: ListHead;
}

export interface ListBodyOptions<R, T> {
  /** For errors. */
  call: string;
  kind: Kind;
  fields?: Fields;
  /** Leaves out everything but the metadata of each object. */
  metadataOnly?: boolean;
  project: (object: R) => T;
  budget: Budget;
}

/** Reads a list as it comes: every item is projected and dropped, and the event loop is let go in between. Kinds with a field
 * table come in protobuf when only some of their fields are asked for; the answer's own type decides how it is read. */
export function listBody<R, T>(
  options: ListBodyOptions<R, T>,
): BodyReader<ListBody<T>> {
  const { call, kind, fields, metadataOnly, project, budget } = options;
  const struct = fields && structOf(kind.apiVersion, kind.kind);
  return {
    accept: metadataOnly
      ? METADATA_LIST
      : struct
        ? `${PROTOBUF}, ${JSON_TYPE}`
        : JSON_TYPE,
    async read(body, contentType) {
      const items: T[] = [];
      const keep = (object: unknown) => {
        budget.takeObject(call);
        items.push(project(object as R));
      };
      let bytes = 0;
      const take = (length: number) => {
        bytes += length;
        budget.takeBytes(call, length);
      };
      const reader =
        struct && fields && contentType.startsWith(PROTOBUF)
          ? new ProtobufItems(planOf(struct, fields), keep)
          : jsonReader(fields, keep);
      try {
        return { items, head: await readAll(reader, body, call, take) };
      } catch (error) {
        budget.giveBack(bytes, items.length);
        throw error;
      }
    },
  };
}

function jsonReader(
  fields: Fields | undefined,
  keep: (object: unknown) => void,
): ItemReader {
  if (!fields) return new JsonItems(keep);
  const tree = toFieldTree(fields);
  return new JsonItems((item) => {
    // As in protobuf: who wrote what is larger than all the rest, and no named field is made of it.
    delete (item as RawObject).metadata?.managedFields;
    keep(prune(item, tree));
  });
}

async function readAll(
  reader: ItemReader,
  body: Readable,
  call: string,
  take: (bytes: number) => void,
): Promise<ListHead> {
  try {
    await eachChunk(body, (chunk) => {
      take(chunk.length);
      reader.push(chunk);
    });
    return reader.end();
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof RangeError))
      throw cause;
    const message = 'the cluster answered something that is no list';
    throw new ClusterError(message, {
      ...{ call, cause },
      reason: 'BadAnswer',
      executed: 'unknown',
    });
  }
}

const plans = new WeakMap<Fields, Map<string, MessagePlan>>();

/** Fields are constants of their loaders, so each is planned once for a struct. */
function planOf(struct: string, fields: Fields): MessagePlan {
  let known = plans.get(fields);
  if (!known) plans.set(fields, (known = new Map<string, MessagePlan>()));
  let plan = known.get(struct);
  if (!plan) known.set(struct, (plan = toPlan(struct, toFieldTree(fields))));
  return plan;
}
