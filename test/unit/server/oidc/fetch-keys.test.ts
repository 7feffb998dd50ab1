import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test,
} from '@jest/globals';

import { fetchKeys } from '../../../../src/server/oidc/fetch-keys.js';
import type { Issuer } from '../../../../src/server/oidc/issuer.js';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '../../../support/identity-provider.js';
import { answer } from '../../../support/scripted-cluster.js';

describe('fetching the keys', () => {
  let provider: IdentityProvider;
  beforeAll(async () => {
    provider = await startIdentityProvider();
  });
  afterEach(() => {
    provider.script = undefined;
    provider.asked.length = 0;
  });
  afterAll(() => provider.close());

  const fetch = (more: Partial<Issuer> = {}, deadline?: number) =>
    fetchKeys(
      {
        issuer: provider.url,
        audiences: [],
        userClaim: '',
        userPrefix: '',
        groupsClaim: '',
        groupsPrefix: '',
        ...more,
      },
      deadline,
    );
  const discovery = '/.well-known/openid-configuration';

  test('asks where they are, or goes where it is told', async () => {
    expect((await fetch()).keys).toHaveLength(1);
    expect(
      (await fetch({ jwksUri: `${provider.url}/keys` })).keys,
    ).toHaveLength(1);
    expect(provider.asked).toEqual([discovery, '/keys', '/keys']);
  });

  test.each<[string, NonNullable<IdentityProvider['script']>, RegExp]>([
    [
      'an answer that is no JSON',
      (_path, response) => void response.end('<html>internal'),
      /answered something that is not JSON$/,
    ],
    [
      'an error',
      (_path, response) => answer(response, 500, {}),
      /answered 500$/,
    ],
    [
      'a redirect',
      (_path, response) =>
        answer(response, 302, {}, { location: 'http://127.0.0.1:1/' }),
      /answered 302$/,
    ],
    [
      'the document of another issuer',
      (_path, response) =>
        answer(response, 200, { issuer: 'https://elsewhere.example' }),
      /of another issuer/,
    ],
    [
      'keys that come unprotected',
      (_path, response) =>
        answer(response, 200, {
          issuer: provider.url,
          jwks_uri: 'http://keys.example/keys',
        }),
      /no https jwks_uri/,
    ],
    [
      'no keys',
      (path, response) =>
        answer(
          response,
          200,
          path === discovery
            ? { issuer: provider.url, jwks_uri: `${provider.url}/keys` }
            : { keys: [] },
        ),
      /holds no keys/,
    ],
    [
      'an answer without end',
      (_path, response) => {
        response.writeHead(200);
        response.end('x'.repeat(1_100_000));
      },
      /more than 1 MiB/,
    ],
    [
      'a connection that breaks',
      (_path, response) => void response.destroy(),
      /cannot be reached/,
    ],
  ])('%s is told as such', async (_what, script, words) => {
    provider.script = script;
    const { message } = await fetch().then(
      () => new Error('it was fetched'),
      (error: Error) => error,
    );
    expect(message).toMatch(words);
    expect(message).not.toContain('<html>');
  });

  test('does not wait for ever', async () => {
    provider.script = () => undefined;
    await expect(fetch({}, 200)).rejects.toThrow(/did not answer in time/);
  });
});
