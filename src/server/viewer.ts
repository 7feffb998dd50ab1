import type { FastifyRequest } from 'fastify';

import type { Identity } from '../cluster/identity.js';
import { ApiError } from '../graphql/api-error.js';

export type Auth = 'token' | 'local';

/** Who is asking. Without a token: the connection's own user in local mode, else ApiError UNAUTHENTICATED. */
export function toIdentity(
  { headers }: Pick<FastifyRequest, 'headers'>,
  auth: Auth,
): Identity {
  const header = headers.authorization;
  if (header === undefined) {
    if (auth === 'local') return { kind: 'connection' };
    throw new ApiError(
      'UNAUTHENTICATED',
      'Send a bearer token in the Authorization header.',
    );
  }
  const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(header)?.[1];
  if (token !== undefined) return { kind: 'caller', token };
  throw new ApiError(
    'UNAUTHENTICATED',
    'The Authorization header is malformed: it must be "Bearer", a space, and the token.',
  );
}
