import { beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';

import { IssuerTrouble } from '../../../../src/server/oidc/issuer.js';
import {
  createIssuerKeys,
  type IssuerKeys,
} from '../../../../src/server/oidc/issuer-keys.js';

const SECOND = 1_000;
const MINUTE = 60_000;

async function keySet(kid: string): Promise<JSONWebKeySet> {
  const { publicKey } = await generateKeyPair('ES256');
  return { keys: [{ ...(await exportJWK(publicKey)), kid }] };
}

describe('the keys of an issuer', () => {
  let time: number;
  let fetched: number;
  let fetch: () => Promise<JSONWebKeySet>;
  let troubles: string[];
  let keys: IssuerKeys;

  beforeEach(async () => {
    const first = await keySet('first');
    time = 0;
    fetched = 0;
    troubles = [];
    fetch = () => Promise.resolve(first);
    keys = createIssuerKeys({
      fetch: () => {
        fetched++;
        return fetch();
      },
      onTrouble: (reason) => troubles.push(reason),
      now: () => time,
    });
  });

  const find = async (kid: string) => {
    const token = { payload: '', protected: '', signature: '' };
    try {
      await keys.find({ alg: 'ES256', kid }, token);
      return 'found';
    } catch (error) {
      const { extensions, code } = error as {
        code?: string;
        extensions?: { code: string };
      };
      return extensions?.code ?? code;
    }
  };
  const down = (words = 'down') =>
    Promise.reject<JSONWebKeySet>(new IssuerTrouble(words));

  test('are fetched once, however many callers come first', async () => {
    const found = await Promise.all(
      Array.from({ length: 20 }, () => find('first')),
    );
    expect(new Set(found)).toEqual(new Set(['found']));
    time = 9 * MINUTE;
    expect(await find('first')).toBe('found');
    expect(fetched).toBe(1);
  });

  test('are fetched again after ten minutes, so a withdrawn key ends', async () => {
    await find('first');
    const next = await keySet('second');
    fetch = () => Promise.resolve(next);
    time = 11 * MINUTE;
    expect([await find('second'), await find('first')]).toEqual([
      'found',
      'ERR_JWKS_NO_MATCHING_KEY',
    ]);
    expect(fetched).toBe(2);
  });

  test('are fetched at once for a new key, and at most every five seconds', async () => {
    await find('first');
    const next = await keySet('second');
    fetch = () => Promise.resolve(next);
    time = 6 * SECOND;
    expect(await find('second')).toBe('found');
    for (let index = 0; index < 50; index++)
      expect(await find(`made-up-${index}`)).toBe('ERR_JWKS_NO_MATCHING_KEY');
    expect(fetched).toBe(2);
  });

  test('last an hour while the issuer does not answer, and no longer', async () => {
    await find('first');
    fetch = () => down('the address cannot be reached');
    time = 50 * MINUTE;
    expect([await find('first'), await find('first')]).toEqual([
      'found',
      'found',
    ]);
    expect([fetched, troubles]).toEqual([2, ['the address cannot be reached']]);
    // A key that is not known may be one that could not be fetched.
    expect(await find('second')).toBe('ISSUER_UNAVAILABLE');
    time = 61 * MINUTE;
    expect(await find('first')).toBe('ISSUER_UNAVAILABLE');
  });

  test('that were never there make callers wait, and come by themselves', async () => {
    const works = fetch;
    fetch = () => down();
    expect([await find('first'), await find('first')]).toEqual([
      'ISSUER_UNAVAILABLE',
      'ISSUER_UNAVAILABLE',
    ]);
    expect(fetched).toBe(1);
    fetch = works;
    time = 5 * SECOND;
    expect(await find('first')).toBe('found');
    expect(fetched).toBe(2);
  });

  test('that are no key set are trouble of the issuer, in our words', async () => {
    fetch = () => Promise.resolve({ keys: 'no' } as unknown as JSONWebKeySet);
    expect(await find('first')).toBe('ISSUER_UNAVAILABLE');
    expect(troubles).toEqual(['its key set is not one that can be used']);
  });
});
