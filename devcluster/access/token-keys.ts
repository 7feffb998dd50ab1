import {
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  exportSPKI,
  generateKeyPair,
  type GenerateKeyPairResult,
  SignJWT,
} from 'jose';
import { createHash } from 'node:crypto';

import { ISSUER, type TokenClaims } from './token-claims.js';

const ALGORITHM = 'RS256';
/** Tokens whose signature need not be checked again. */
const MOST_KNOWN = 1_000;

/** What is wrong with a token that claims to be ours. */
export class TokenError extends Error {
  override name = 'TokenError';
}

/** Signs and checks the tokens of service accounts with a key of its own, which ends with the process. */
export class TokenKeys {
  readonly #known = new Map<string, TokenClaims>();
  #pair: Promise<GenerateKeyPairResult & { id: string }> | undefined;

  async sign(claims: TokenClaims): Promise<string> {
    const { privateKey, id } = await this.#keys();
    return new SignJWT({ ...claims, aud: [...claims.aud] })
      .setProtectedHeader({ alg: ALGORITHM, kid: id })
      .sign(privateKey);
  }

  /** Returns what the token says once its signature is checked. Throws TokenError. */
  async read(token: string): Promise<TokenClaims> {
    const known = this.#known.get(token);
    if (known) return known;
    const { publicKey, id } = await this.#keys();
    if (decodeProtectedHeader(token).kid !== id)
      throw new TokenError('invalid signature, no keys found');
    try {
      await compactVerify(token, publicKey, { algorithms: [ALGORITHM] });
    } catch {
      throw new TokenError('go-jose/go-jose: error in cryptographic primitive');
    }
    const claims = decodeJwt<TokenClaims>(token);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(token, claims);
    return claims;
  }

  /** Made when the first token is, since that takes a quarter of a second. */
  #keys() {
    this.#pair ??= generatePair();
    return this.#pair;
  }
}

/** Whether the token is one of a service account, true or not. */
export function isAccountToken(token: string): boolean {
  try {
    return decodeJwt(token).iss === ISSUER && !!decodeProtectedHeader(token);
  } catch {
    return false;
  }
}

async function generatePair() {
  const pair = await generateKeyPair(ALGORITHM);
  const pem = await exportSPKI(pair.publicKey);
  const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
  const id = createHash('sha256').update(der).digest('base64url');
  return { ...pair, id };
}
