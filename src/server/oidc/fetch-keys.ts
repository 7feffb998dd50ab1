import type { JSONWebKeySet } from 'jose';
import { request } from 'undici';

import { isProtected } from '../../lib/loopback.js';
import { type Issuer, IssuerTrouble } from './issuer.js';

const DEADLINE = 5_000;
const MOST_BYTES = 1_048_576;

/** Asks an issuer for the keys that it signs with: first where they are, unless that is configured. Redirects are not followed.
 * Throws IssuerTrouble. */
export async function fetchKeys(
  issuer: Issuer,
  deadline = DEADLINE,
): Promise<JSONWebKeySet> {
  const signal = AbortSignal.timeout(deadline);
  const { keys } = await getJson(
    issuer.jwksUri ?? (await discover(issuer.issuer, signal)),
    signal,
  );
  if (Array.isArray(keys) && keys.length > 0)
    return { keys: keys as JSONWebKeySet['keys'] };
  throw new IssuerTrouble('its key set holds no keys');
}

async function discover(issuer: string, signal: AbortSignal): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { issuer: named, jwks_uri: keys } = await getJson(address, signal);
  // Otherwise whoever answers here could vouch for tokens of another issuer.
  if (named !== issuer)
    throw new IssuerTrouble(
      'its discovery document is of another issuer: "issuer" there and in MOORAGE_OIDC must be equal, letter by letter',
    );
  if (
    typeof keys === 'string' &&
    URL.canParse(keys) &&
    isProtected(new URL(keys))
  )
    return keys;
  throw new IssuerTrouble('its discovery document has no https jwks_uri');
}

async function getJson(
  address: string,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const text = await getText(address, signal).catch((error: unknown) => {
    throw toTrouble(error, address);
  });
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null)
      return parsed as Record<string, unknown>;
  } catch {
    // Its words would show what somebody else's server answered.
  }
  throw new IssuerTrouble(`${address} answered something that is not JSON`);
}

async function getText(address: string, signal: AbortSignal): Promise<string> {
  const { statusCode, body } = await request(address, {
    headers: { accept: 'application/json' },
    signal,
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new IssuerTrouble(`${address} answered ${statusCode}`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES)
      throw new IssuerTrouble(`${address} answered more than 1 MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function toTrouble(error: unknown, address: string): IssuerTrouble {
  if (error instanceof IssuerTrouble) return error;
  const { name, code = 'connection failed' } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError')
    return new IssuerTrouble(`${address} did not answer in time`);
  return new IssuerTrouble(
    /CERT|SIGNATURE/.test(code)
      ? `the certificate of ${address} is not trusted (${code}); NODE_EXTRA_CA_CERTS names the file of an authority of your own`
      : `${address} cannot be reached (${code})`,
  );
}
