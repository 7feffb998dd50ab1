import type { FastifyBaseLogger } from 'fastify';

import type { Identity } from '../cluster/identity.js';
import { ApiError } from '../graphql/api-error.js';
import type { Issuer } from './oidc/issuer.js';
import { createTokenVerifier } from './oidc/verify-token.js';

/** How callers are told apart: by a token of the cluster's own, by one of an identity provider, or (without one) as people of
 * this machine. */
export type Auth =
  | { kind: 'token' }
  | { kind: 'local' }
  | { kind: 'oidc'; issuers: readonly Issuer[] };

/** Who is asking, from the Authorization header. Throws ApiError UNAUTHENTICATED or ISSUER_UNAVAILABLE. */
export type Authenticate = (header: string | undefined) => Promise<Identity>;

/** Tells callers apart. Without a token it is the connection's own user in local mode, and nobody in any other. */
export function createAuthenticate(
  auth: Auth,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Authenticate {
  const recognise = createRecognise(auth, log);
  return async (header) => {
    if (header === undefined) {
      if (auth.kind === 'local') return { kind: 'connection' };
      throw new ApiError(
        'UNAUTHENTICATED',
        'Send a bearer token in the Authorization header.',
      );
    }
    const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(header)?.[1];
    if (token !== undefined) return recognise(token);
    throw new ApiError(
      'UNAUTHENTICATED',
      'The Authorization header is malformed: it must be "Bearer", a space, and the token.',
    );
  };
}

function createRecognise(
  auth: Auth,
  log: Pick<FastifyBaseLogger, 'warn'>,
): (token: string) => Promise<Identity> {
  if (auth.kind !== 'oidc') return async (token) => ({ kind: 'caller', token });
  const verifier = createTokenVerifier(auth.issuers, (issuer, reason) =>
    log.warn(
      { issuer, reason },
      'An identity provider does not give its keys; its callers may have to wait',
    ),
  );
  void verifier.prepare();
  return (token) => verifier.verify(token);
}
