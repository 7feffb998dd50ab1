import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  base64url,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWTPayload,
} from 'jose';

import { ApiError } from '../../../../src/graphql/api-error.js';
import type { Issuer } from '../../../../src/server/oidc/issuer.js';
import {
  createTokenVerifier,
  type TokenVerifier,
} from '../../../../src/server/oidc/verify-token.js';
import {
  type IdentityProvider,
  type Signing,
  startIdentityProvider,
} from '../../../support/identity-provider.js';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

const ALICE = { email: 'alice@example.com', groups: ['team-a', 'team-b'] };

function issuerOf({ url }: IdentityProvider, more: Partial<Issuer> = {}) {
  return {
    issuer: url,
    audiences: ['moorage', 'moorage-cli'],
    userClaim: 'email',
    userPrefix: 'oidc:',
    groupsClaim: 'groups',
    groupsPrefix: 'oidc:',
    ...more,
  };
}

describe('the tokens of an identity provider', () => {
  let provider: IdentityProvider;
  let other: IdentityProvider;
  let verifier: TokenVerifier;
  const troubles: string[] = [];

  beforeAll(async () => {
    provider = await startIdentityProvider();
    other = await startIdentityProvider();
    verifier = createTokenVerifier(
      [
        issuerOf(provider),
        issuerOf(other, { userPrefix: 'two:', groupsPrefix: 'two:' }),
      ],
      (issuer, reason) => troubles.push(`${issuer} ${reason}`),
    );
  });
  afterAll(() => Promise.all([provider.close(), other.close()]));

  const refusal = async (token: string): Promise<[unknown, string]> => {
    try {
      return [await verifier.verify(token), 'accepted'];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      for (const part of token.split('.').filter((each) => each.length > 8))
        expect(JSON.stringify(error)).not.toContain(part);
      return [error.extensions.code, error.message];
    }
  };

  test('name their user and groups, with the prefixes', async () => {
    expect(await verifier.verify(await provider.sign(ALICE))).toEqual({
      kind: 'impersonated',
      user: 'oidc:alice@example.com',
      groups: ['oidc:team-a', 'oidc:team-b'],
    });
    expect(troubles).toEqual([]);
  });

  test('are told apart by their issuer', async () => {
    expect(await verifier.verify(await other.sign(ALICE))).toMatchObject({
      user: 'two:alice@example.com',
      groups: ['two:team-a', 'two:team-b'],
    });
    const stolen = await other.sign({ ...ALICE, iss: provider.url });
    expect(await refusal(stolen)).toEqual([
      'UNAUTHENTICATED',
      expect.stringMatching(/signature of the token does not fit/),
    ]);
  });

  test('may be made for any of the audiences, or for several at once', async () => {
    for (const aud of ['moorage-cli', ['elsewhere', 'moorage']])
      expect(
        await verifier.verify(await provider.sign({ ...ALICE, aud })),
      ).toMatchObject({ kind: 'impersonated' });
  });

  test('may be half a minute too early or too late, and no more', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const accepted = [
      await provider.sign(ALICE, { expiresIn: -20 }),
      await provider.sign({ ...ALICE, nbf: now + 20 }),
    ];
    for (const token of accepted)
      expect(await verifier.verify(token)).toMatchObject({
        kind: 'impersonated',
      });
  });

  const soon = () => Math.floor(Date.now() / 1_000) + 60;
  test.each<[string, JWTPayload, Signing, RegExp]>([
    ['has expired', {}, { expiresIn: -60 }, /has expired\. Refresh it/],
    ['never expires', { exp: undefined }, {}, /when it expires \(exp\)/],
    [
      'is not valid yet',
      { nbf: soon() },
      {},
      /not valid yet \(nbf\).*clocks right/,
    ],
    [
      'is for another application',
      { aud: 'other' },
      {},
      /another application \(aud\).*"moorage" or "moorage-cli"/,
    ],
    ['is for nobody', { aud: undefined }, {}, /another application \(aud\)/],
    [
      'comes from another provider',
      { iss: 'https://elsewhere.example' },
      {},
      /not from an identity provider that this server trusts \(iss\)/,
    ],
    [
      'comes from nowhere',
      { iss: undefined },
      {},
      /this server trusts \(iss\)/,
    ],
    [
      'is signed by a key that is not published',
      {},
      { kid: 'nobody-knows' },
      /a key that its issuer does not publish/,
    ],
    ['names no user', { email: undefined }, {}, /no claim "email"/],
  ])('a token that %s is refused', async (_what, claims, signing, words) => {
    const token = await provider.sign({ ...ALICE, ...claims }, signing);
    expect(await refusal(token)).toEqual([
      'UNAUTHENTICATED',
      expect.stringMatching(words),
    ]);
  });

  test('a token that was changed, or signed by another key, is refused', async () => {
    const [header, , signature] = (await provider.sign(ALICE)).split('.');
    const claims = base64url.encode(
      JSON.stringify({
        iss: provider.url,
        aud: 'moorage',
        exp: soon(),
        email: 'root@example.com',
      }),
    );
    const { privateKey: key } = await generateKeyPair('ES256');
    for (const token of [
      `${header}.${claims}.${signature}`,
      await provider.sign(ALICE, { key }),
    ])
      expect(await refusal(token)).toEqual([
        'UNAUTHENTICATED',
        expect.stringMatching(/signature of the token does not fit/),
      ]);
  });

  test('a token without signature, or signed with what everybody knows, is refused', async () => {
    const [published] = await provider.publicKeys();
    const key = await importJWK({ ...published, ext: true }, 'ES256');
    const known = new TextEncoder().encode(
      await exportSPKI(key as KeyPair['publicKey']),
    );
    const claims = (await provider.sign(ALICE)).split('.')[1];
    const unsigned = base64url.encode('{"alg":"none","kid":"key-1"}');
    for (const token of [
      `${unsigned}.${claims}.`,
      await provider.sign(ALICE, { alg: 'HS256', key: known }),
    ])
      expect(await refusal(token)).toEqual([
        'UNAUTHENTICATED',
        expect.stringMatching(/not by an algorithm with a public key/),
      ]);
  });

  test.each([
    'x',
    'a.b.c',
    '..',
    'a-token-of-the-cluster-itself',
    `${base64url.encode('{"alg":"ES256"}')}.${base64url.encode('[]')}.AAAA`,
    `${base64url.encode('{"alg":"ES256"}')}.${base64url.encode('{"iss":7}')}.AAAA`,
    'a.b.c.d.e',
    'x'.repeat(15_000),
  ])('what is no token is refused (%#)', async (text) => {
    expect(await refusal(text)).toEqual([
      'UNAUTHENTICATED',
      expect.stringMatching(/one that this server can read|trusts \(iss\)/),
    ]);
  });
});
