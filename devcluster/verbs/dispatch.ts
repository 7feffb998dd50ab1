import { methodNotAllowed, noSuchResource } from '../api/status-error.js';
import type { Answer } from '../http/answer.js';
import { ask, createToken } from './ask.js';
import { bind } from './bind.js';
import type { Call } from './call.js';
import { create } from './create.js';
import { deleteOne } from './delete.js';
import { deleteCollection } from './delete-collection.js';
import { evict } from './evict.js';
import { get } from './get.js';
import { list } from './list.js';
import { toListOptions } from './list-options.js';
import { log } from './log.js';
import { patch } from './patch.js';
import { replace } from './replace.js';
import { getScale, patchScale, replaceScale } from './scale.js';
import { watch } from './watch.js';

/** A verb answers whole, or has written a stream by itself. */
export type Verb = (call: Call) => Promise<Answer | void> | Answer | void;

/** By HTTP method. */
type Methods = Readonly<Record<string, Verb>>;

const OBJECT: Methods = {
  GET: get,
  PUT: replace,
  PATCH: patch,
  DELETE: deleteOne,
};
const COLLECTION: Methods = {
  GET: listOrWatch,
  POST: create,
  DELETE: deleteCollection,
};
const SUBRESOURCES: Readonly<Record<string, Methods>> = {
  status: { GET: get, PUT: replace, PATCH: patch },
  scale: { GET: getScale, PUT: replaceScale, PATCH: patchScale },
  log: { GET: log },
  binding: { POST: bind },
  eviction: { POST: evict },
  token: { POST: createToken },
  finalize: { PUT: replace },
};
const QUESTION: Methods = { POST: ask };
const KUBERNETES_VERBS: Record<string, string> = {
  POST: 'create',
  DELETE: 'delete',
  PUT: 'update',
  PATCH: 'patch',
};

/** Finds what answers a call. Throws the Status of an unknown subresource or of a method that is not served. */
export function toVerb(method: string, { plane, kind, target }: Call): Verb {
  const { name, namespace, subresource } = target;
  if (plane.questions.has(kind)) return toQuestionVerb(method, target.name);
  const isWide = kind.namespaced && !namespace;
  if (name && isWide) throw noSuchResource();
  if (subresource)
    return toSubresourceVerb(method, kind.subresources, subresource);
  const verb = (name ? OBJECT : COLLECTION)[method];
  const isRead = method === 'GET';
  const needed =
    !name && method === 'DELETE'
      ? 'deletecollection'
      : KUBERNETES_VERBS[method];
  const isServed =
    !kind.verbs || needed === undefined || kind.verbs.includes(needed);
  if (!verb || !isServed || (isWide && !isRead)) throw methodNotAllowed();
  return verb;
}

function toSubresourceVerb(
  method: string,
  served: readonly string[] | undefined,
  subresource: string,
): Verb {
  const methods = served?.includes(subresource)
    ? SUBRESOURCES[subresource]
    : undefined;
  if (!methods) throw noSuchResource();
  const verb = methods[method];
  if (!verb) throw methodNotAllowed();
  return verb;
}

function toQuestionVerb(method: string, name: string): Verb {
  if (name) throw noSuchResource();
  const verb = QUESTION[method];
  if (!verb) throw methodNotAllowed();
  return verb;
}

function listOrWatch(call: Call): Promise<Answer> | void {
  const options = toListOptions(call.query);
  return options.isWatch ? watch(call, options) : list(call, options);
}
