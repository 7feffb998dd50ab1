import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Kind } from '../api/kind.js';
import type { RequestAttributes } from '../api/request-attributes.js';
import { noSuchResource, StatusError } from '../api/status-error.js';
import type { User } from '../api/user.js';
import type { Call, Plane } from '../verbs/call.js';
import { toVerb } from '../verbs/dispatch.js';
import {
  type Answer,
  PAGE_NOT_FOUND,
  toStatusAnswer,
  writeAnswer,
} from './answer.js';
import type { Handle } from './api-server.js';
import { readBody } from './read-body.js';
import { type Representation, toRepresentation } from './representation.js';
import {
  type RequestPath,
  type Target,
  toRequestPath,
} from './request-path.js';
import { toAttributes } from './request-verb.js';

/** The rooms that a request passes. */
export interface Rooms {
  plane: Plane;
  /** Throws the Status of a caller who is nobody or may not do this. */
  admit(request: IncomingMessage, attributes: RequestAttributes): Promise<User>;
  findKind(target: Target): Kind | undefined;
  isKnownGroup(target: Target): boolean;
  plainPaths: {
    answer(method: string, path: string, query: URLSearchParams): Answer;
  };
  log(this: void, message: string): void;
}

/** Returns what answers every request: who, may he, what. */
export function createHandle(rooms: Rooms): Handle {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'https://moorage.invalid');
    const path = toRequestPath(url.pathname);
    let representation: Representation | undefined;
    const warnings: string[] = [];
    try {
      const { method = 'GET' } = request;
      const user = await rooms.admit(
        request,
        toAttributes(method, path, url.searchParams),
      );
      if (!path.target)
        return writeAnswer(
          response,
          rooms.plainPaths.answer(method, path.path, url.searchParams),
        );
      representation = toRepresentation(
        request.headers.accept,
        url.searchParams,
      );
      const answer = await answerResource(
        rooms,
        { request, response, path, query: url.searchParams },
        { user, representation, warnings },
      );
      if (answer)
        writeAnswer(response, { ...answer, warnings }, representation);
    } catch (error) {
      refuse(rooms, response, error, { representation, warnings });
    }
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  path: RequestPath;
  query: URLSearchParams;
}

interface Asking {
  user: User;
  representation: Representation;
  /** Filled while the request is answered. */
  warnings: string[];
}

async function answerResource(
  rooms: Rooms,
  { request, response, path, query }: Exchange,
  { user, representation, warnings }: Asking,
): Promise<Answer | void> {
  const target = path.target as Target;
  if (!rooms.isKnownGroup(target)) return PAGE_NOT_FOUND;
  const kind = rooms.findKind(target);
  if (!kind || (!kind.namespaced && isInNamespace(kind, target)))
    throw noSuchResource();
  if (kind.warning) warnings.push(kind.warning);
  const call: Call = {
    plane: rooms.plane,
    kind,
    target,
    query,
    user,
    representation,
    contentType: request.headers['content-type'] ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    readBody: () => readBody(request),
    warn: (text) => void warnings.push(text),
    response,
  };
  return toVerb(request.method ?? 'GET', call)(call);
}

/** A namespace counts as in itself. */
function isInNamespace(kind: Kind, { namespace }: Target): boolean {
  return namespace !== '' && kind.plural !== 'namespaces';
}

function refuse(
  { log }: Rooms,
  response: ServerResponse,
  error: unknown,
  asked: { representation?: Representation; warnings: readonly string[] },
): void {
  const known =
    error instanceof StatusError
      ? error
      : new StatusError(
          500,
          'InternalError',
          `Internal error occurred: ${(error as Error).message}`,
          { causes: [{ message: (error as Error).message }] },
        );
  if (known !== error) log(String((error as Error).stack));
  if (response.headersSent) response.destroy();
  else
    writeAnswer(
      response,
      toStatusAnswer(known.status, asked.warnings),
      asked.representation,
    );
}
