import { decodeJwt, jwtVerify } from 'jose';

import type { Identity } from '../../cluster/identity.js';
import { fetchKeys } from './fetch-keys.js';
import type { Issuer } from './issuer.js';
import { createIssuerKeys } from './issuer-keys.js';
import { toCaller } from './token-caller.js';
import { NO_TOKEN, refused, toRefusal } from './token-refusal.js';

/** With a public key only: where one key signs and verifies, whoever may verify can sign. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
const SKEW_SECONDS = 30;

export interface TokenVerifier {
  /** Whom a token names. Throws ApiError UNAUTHENTICATED or ISSUER_UNAVAILABLE. */
  verify(token: string): Promise<Identity>;
  /** Fetches the keys of every issuer before somebody needs them. */
  prepare(): Promise<void>;
}

/** Verifies the tokens of some identity providers: what a token says as `iss` chooses who must have signed it. onTrouble is told
 * which issuer does not give its keys, and why. */
export function createTokenVerifier(
  issuers: readonly Issuer[],
  onTrouble: (issuer: string, reason: string) => void,
): TokenVerifier {
  const trusted = new Map(
    issuers.map((issuer) => {
      const keys = createIssuerKeys({
        fetch: () => fetchKeys(issuer),
        onTrouble: (reason) => onTrouble(issuer.issuer, reason),
      });
      return [issuer.issuer, { issuer, keys }];
    }),
  );
  return {
    async verify(token) {
      const found = trusted.get(issuerOf(token));
      if (!found)
        throw refused(
          'The token is not from an identity provider that this server trusts (iss).',
        );
      const { issuer, keys } = found;
      try {
        const { payload } = await jwtVerify(token, keys.find, {
          issuer: issuer.issuer,
          audience: [...issuer.audiences],
          algorithms: ALGORITHMS,
          clockTolerance: SKEW_SECONDS,
          requiredClaims: ['exp'],
        });
        return toCaller(payload, issuer);
      } catch (error) {
        throw toRefusal(error, issuer);
      }
    },
    async prepare() {
      await Promise.all(
        [...trusted.values()].map(({ keys }) => keys.prepare()),
      );
    },
  };
}

/** What the token says before anything of it is believed. */
function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw refused(NO_TOKEN);
  }
}
