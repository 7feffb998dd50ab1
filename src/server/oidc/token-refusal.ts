import { errors } from 'jose';

import { ApiError } from '../../graphql/api-error.js';
import type { Issuer } from './issuer.js';

/** A token that is not accepted, with a sentence for its bearer. */
export function refused(sentence: string): ApiError {
  return new ApiError('UNAUTHENTICATED', sentence);
}

/** What jose found wrong with a token, as a sentence that says what to do. Nothing of the token is in it. */
export function toRefusal(error: unknown, issuer: Issuer): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof errors.JWTExpired)
    return refused('The token has expired. Refresh it, or sign in again.');
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused(claimSentence(error.claim, issuer));
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return refused(
      'The signature of the token does not fit: it was changed on its way, or signed by another key than it names.',
    );
  if (error instanceof errors.JOSEAlgNotAllowed)
    return refused(
      'The token is not signed, or not by an algorithm with a public key, such as RS256 or ES256.',
    );
  if (error instanceof errors.JWKSNoMatchingKey)
    return refused(
      'The token is signed by a key that its issuer does not publish, or no longer. Sign in again.',
    );
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return refused(
      "The token does not say which of its issuer's keys has signed it (kid).",
    );
  return refused(NO_TOKEN);
}

export const NO_TOKEN =
  'The token is not one that this server can read: send the signed token (a JWT) that your identity provider gave you.';

function claimSentence(claim: string, { audiences }: Issuer): string {
  switch (claim) {
    case 'aud':
      return `The token is made for another application (aud). Ask for one that is made for ${audiences.map((each) => `"${each}"`).join(' or ')}.`;
    case 'nbf':
      return 'The token is not valid yet (nbf). Wait a moment, or set the clocks right.';
    case 'exp':
      return 'The token does not say when it expires (exp), or not as a number.';
    default:
      return `The claim "${claim}" of the token is not as it must be.`;
  }
}
