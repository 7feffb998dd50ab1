import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';

import { ApiError } from '../../graphql/api-error.js';
import { IssuerTrouble } from './issuer.js';

const FRESH_FOR = 10 * 60_000;
/** Longer than a provider is away for, and short enough for a key that was withdrawn. */
const KEPT_FOR = 60 * 60_000;
const COOLDOWN = 5_000;

export interface IssuerKeys {
  /** The key that a token names. Throws jose's errors for a key that is not there, and ISSUER_UNAVAILABLE. */
  find: JWTVerifyGetKey;
  /** Fetches the keys before somebody needs them. */
  prepare(): Promise<void>;
}

export interface IssuerKeysOptions {
  fetch: () => Promise<JSONWebKeySet>;
  /** Told whenever the keys could not be fetched. */
  onTrouble: (reason: string) => void;
  now?: () => number;
}

/** The keys of one issuer, remembered for ten minutes, and for an hour while the issuer does not answer. A key that is not among
 * them makes it ask again, so a rotation needs no restart; it asks at most once in five seconds, whatever tokens are sent. */
export function createIssuerKeys({
  fetch,
  onTrouble,
  now = () => performance.now(),
}: IssuerKeysOptions): IssuerKeys {
  let known: { find: JWTVerifyGetKey; at: number } | undefined;
  let attempt: Promise<void> | undefined;
  let endedAt = -Infinity;
  let hasTrouble = false;

  const fetchNow = async () => {
    try {
      known = { find: createLocalJWKSet(await fetch()), at: now() };
      hasTrouble = false;
    } catch (error) {
      hasTrouble = true;
      onTrouble(reasonOf(error));
    }
    endedAt = now();
    attempt = undefined;
  };
  const renew = async () => {
    if (attempt || now() - endedAt >= COOLDOWN) await (attempt ??= fetchNow());
  };
  const isYoungerThan = (age: number) =>
    known !== undefined && now() - known.at < age;

  return {
    prepare: renew,
    async find(header, token) {
      if (!isYoungerThan(FRESH_FOR)) await renew();
      if (!known || !isYoungerThan(KEPT_FOR)) throw unavailable();
      const before = known;
      try {
        return await before.find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await renew();
        // The key may be one that could not be fetched: nothing is known against the token.
        if (hasTrouble) throw unavailable();
        if (known === before) throw error;
        return known.find(header, token);
      }
    },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof IssuerTrouble) return error.message;
  return 'its key set is not one that can be used';
}

function unavailable(): ApiError {
  return new ApiError(
    'ISSUER_UNAVAILABLE',
    'The identity provider of this token cannot be asked for its keys, so nobody can tell whether the token is good. Try again in a moment.',
    { extensions: { retryable: true, retryAfterSeconds: COOLDOWN / 1_000 } },
  );
}
