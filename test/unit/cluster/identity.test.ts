import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  createIdentities,
  type Identity,
  identityKey,
} from '../../../src/cluster/identity.js';

const identities = createIdentities({ token: 'own' });
const impersonated = (user: string, ...groups: string[]): Identity => ({
  kind: 'impersonated',
  user,
  groups,
});

describe('who calls', () => {
  test('a caller with a token is nobody but themselves', async () => {
    expect(await identities.headers({ kind: 'caller', token: 'mine' })).toEqual(
      { authorization: 'Bearer mine' },
    );
  });

  test('a caller who was recognised is named, with every group by itself', async () => {
    expect(
      await identities.headers(
        impersonated('oidc:alice', 'oidc:a', 'oidc:b, c'),
      ),
    ).toEqual({
      authorization: 'Bearer own',
      'impersonate-user': 'oidc:alice',
      'impersonate-group': ['oidc:a', 'oidc:b, c'],
    });
    expect(await identities.headers(impersonated('oidc:alice'))).toEqual({
      authorization: 'Bearer own',
      'impersonate-user': 'oidc:alice',
    });
  });

  test('names travel as UTF-8', async () => {
    const headers = await identities.headers(impersonated('oidc:Köln'));
    expect(
      Buffer.from(String(headers['impersonate-user']), 'latin1').toString(),
    ).toBe('oidc:Köln');
  });

  test.each([
    [impersonated('')],
    [impersonated(undefined as unknown as string)],
    [impersonated('system:admin')],
    [impersonated(' alice')],
    [impersonated('alice\n')],
    [impersonated('alice', 'system:masters')],
    [impersonated('alice', '')],
    [impersonated('alice', 'a\r\nImpersonate-Group: system:masters')],
    [{ kind: 'caller' as const, token: '' }],
  ])('%j makes no call', async (identity) => {
    await expect(identities.headers(identity)).rejects.toMatchObject({
      reason: 'NoIdentity',
      executed: 'no',
    });
  });

  test("the server's own token is read again when it was refused, never a caller's", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'moorage-token-'));
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 'first');
    const own = createIdentities({ tokenFile });
    const alice = impersonated('oidc:alice');
    expect(await own.headers(alice)).toMatchObject({
      authorization: 'Bearer first',
    });
    writeFileSync(tokenFile, 'second\n');
    expect(own.refresh({ kind: 'caller', token: 'x' })).toBe(false);
    expect(own.refresh(alice)).toBe(true);
    expect(await own.headers(alice)).toMatchObject({
      authorization: 'Bearer second',
      'impersonate-user': 'oidc:alice',
    });
    rmSync(folder, { recursive: true });
  });

  test('what is remembered of one is never remembered of another', () => {
    const all: Identity[] = [
      { kind: 'connection' },
      { kind: 'caller', token: 'a' },
      { kind: 'caller', token: 'b' },
      { kind: 'caller', token: 'connection' },
      impersonated('a'),
      impersonated('a', 'b'),
      impersonated('a', 'b', 'c'),
      impersonated('a', 'b,c'),
      impersonated('a","b'),
      impersonated('b', 'a'),
    ];
    expect(new Set(all.map(identityKey)).size).toBe(all.length);
    expect(identityKey(impersonated('a', 'b', 'c'))).toBe(
      identityKey(impersonated('a', 'c', 'b')),
    );
    expect(identityKey({ kind: 'caller', token: 'secret' })).not.toContain(
      'secret',
    );
  });
});
