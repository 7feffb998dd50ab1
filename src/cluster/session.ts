import { randomUUID } from 'node:crypto';

import type {
  LogReader,
  RawObject,
  Reader,
  WriteOptions,
  Writer,
  Written,
} from './cluster.js';
import { createObject } from './create-object.js';
import type { Kind } from './kinds.js';
import { KINDS, pathOf } from './kinds.js';
import { readPage } from './list.js';
import type { ListLine } from './list-lines.js';
import type { Sender } from './sender.js';
import type { Usage } from './usage.js';
import { deleteBody, FIELD_MANAGER, writeQuery } from './write-options.js';

interface Reviewer {
  review<R extends RawObject>(kind: Kind, object: unknown): Promise<R>;
}

/** The verbs of Kubernetes on top of a sender. */
export function createSession(
  sender: Sender,
  usage: Usage,
  line: ListLine,
): Reader & Writer & LogReader & Reviewer {
  return {
    async get<R extends RawObject>(
      kind: Kind,
      namespace: string | undefined,
      name: string,
    ) {
      return (await sender.read(pathOf(kind, namespace, name))) as R;
    },
    readLog: (namespace, pod, { previous, ...options }) =>
      sender.readText(pathOf(KINDS.pod, namespace, pod, 'log'), {
        ...options,
        previous: previous ? 'true' : undefined,
        timestamps: 'true',
      }),
    list: (kind, options) =>
      line(`GET ${pathOf(kind, options.namespace)}`, options, () =>
        readPage(sender, usage, kind, options),
      ),
    create: <R extends RawObject>(
      kind: Kind,
      object: RawObject,
      options: WriteOptions = {},
    ) =>
      createObject(
        sender,
        kind,
        object,
        { ...writeQuery(options), ...FIELD_MANAGER },
        randomUUID(),
      ) as Promise<Written<R>>,
    replace: <R extends RawObject>(
      kind: Kind,
      object: R,
      options: WriteOptions = {},
    ) =>
      sender.write({
        method: 'PUT',
        path: pathOf(kind, object.metadata?.namespace, object.metadata?.name),
        query: { ...writeQuery(options), ...FIELD_MANAGER },
        body: object,
        repeatable: true,
      }) as Promise<Written<R>>,
    apply: <R extends RawObject>(
      kind: Kind,
      object: RawObject,
      options: WriteOptions = {},
    ) =>
      sender.write({
        method: 'PATCH',
        path: pathOf(kind, object.metadata?.namespace, object.metadata?.name),
        query: { ...writeQuery(options), ...FIELD_MANAGER, force: 'true' },
        contentType: 'application/apply-patch+yaml',
        body: object,
        repeatable: true,
      }) as Promise<Written<R>>,
    patchSubresource: (
      kind,
      namespace,
      name,
      subresource,
      patch,
      options = {},
    ) =>
      sender.write({
        method: 'PATCH',
        path: pathOf(kind, namespace, name, subresource),
        query: { ...writeQuery(options), ...FIELD_MANAGER },
        contentType: 'application/merge-patch+json',
        body: patch,
        repeatable: true,
      }),
    delete: (kind, namespace, name, options = {}) =>
      sender.write({
        method: 'DELETE',
        path: pathOf(kind, namespace, name),
        body: deleteBody(options),
        repeatable: options.uid !== undefined,
      }),
    async review<R extends RawObject>(kind: Kind, object: unknown) {
      const body = {
        apiVersion: kind.apiVersion,
        kind: kind.kind,
        ...(object as object),
      };
      const { object: answer } = await sender.write({
        method: 'POST',
        path: pathOf(kind),
        body,
        repeatable: true,
      });
      return answer as R;
    },
  };
}
