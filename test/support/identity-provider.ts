import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answer } from './scripted-cluster.js';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

export interface Signing {
  kid?: string;
  alg?: string;
  key?: KeyPair['privateKey'] | Uint8Array;
  /** Seconds from now, may be negative. */
  expiresIn?: number;
}

/** An identity provider on loopback: it publishes its keys, and signs whatever a test wants. */
export interface IdentityProvider {
  url: string;
  /** The entry of MOORAGE_OIDC for it. */
  entry: Record<string, unknown>;
  /** Paths that were asked for. */
  asked: string[];
  /** A token of this provider for the audience "moorage"; a claim that is undefined is left out. */
  sign(claims: JWTPayload, signing?: Signing): Promise<string>;
  /** Takes a new key and publishes only that one. */
  rotate(): Promise<void>;
  /** Answers instead of the provider, when set. */
  script: ((path: string, response: ServerResponse) => void) | undefined;
  /** What it publishes. */
  publicKeys(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
  reopen(): Promise<void>;
}

/** Starts an identity provider on a free port. */
export async function startIdentityProvider(
  prefix = 'oidc:',
): Promise<IdentityProvider> {
  let generation = 0;
  let pair: KeyPair;
  const kid = () => `key-${generation}`;
  const listener = createServer(({ url: path = '/' }, response) => {
    provider.asked.push(path);
    if (provider.script) return provider.script(path, response);
    if (path === '/.well-known/openid-configuration')
      return answer(response, 200, {
        issuer: provider.url,
        jwks_uri: `${provider.url}/keys`,
      });
    void provider
      .publicKeys()
      .then((keys) => answer(response, path === '/keys' ? 200 : 404, { keys }));
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = listener.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const provider: IdentityProvider = {
    url,
    entry: {
      issuer: url,
      audience: 'moorage',
      userClaim: 'email',
      userPrefix: prefix,
      groupsClaim: 'groups',
      groupsPrefix: prefix,
    },
    asked: [],
    script: undefined,
    sign(claims, { alg = 'ES256', key, expiresIn = 300, ...signing } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      return new SignJWT({
        iss: url,
        aud: 'moorage',
        iat: now,
        exp: now + expiresIn,
        ...claims,
      })
        .setProtectedHeader({ alg, kid: signing.kid ?? kid() })
        .sign(key ?? pair.privateKey);
    },
    async rotate() {
      generation++;
      pair = await generateKeyPair('ES256');
    },
    publicKeys: async () => [
      {
        ...(await exportJWK(pair.publicKey)),
        kid: kid(),
        alg: 'ES256',
        use: 'sig',
      },
    ],
    async close() {
      listener.closeAllConnections();
      if (listener.listening)
        await new Promise((resolve) => listener.close(resolve));
    },
    reopen: () => listen(port),
  };
  await provider.rotate();
  return provider;
}
