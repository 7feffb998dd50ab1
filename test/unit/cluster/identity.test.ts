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
const headersOf = async (identity: Identity) =>
  (await identities.show(identity)).headers;
const impersonated = (user: string, ...groups: string[]): Identity => ({
  kind: 'impersonated',
  user,
  groups,
});

describe('who calls', () => {
  test('a caller with a token is nobody but themselves', async () => {
    expect(await headersOf({ kind: 'caller', token: 'mine' })).toEqual({
      authorization: 'Bearer mine',
    });
  });

  test('a caller who was recognised is named, with every group by itself', async () => {
    expect(
      await headersOf(impersonated('oidc:alice', 'oidc:a', 'oidc:b, c')),
    ).toEqual({
      authorization: 'Bearer own',
      'impersonate-user': 'oidc:alice',
      'impersonate-group': ['oidc:a', 'oidc:b, c'],
    });
    expect(await headersOf(impersonated('oidc:alice'))).toEqual({
      authorization: 'Bearer own',
      'impersonate-user': 'oidc:alice',
    });
  });

  test('names travel as UTF-8', async () => {
    const headers = await headersOf(impersonated('oidc:Köln'));
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
    await expect(headersOf(identity)).rejects.toMatchObject({
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
    expect((await own.show(alice)).headers).toMatchObject({
      authorization: 'Bearer first',
    });
    writeFileSync(tokenFile, 'second\n');
    expect(own.refresh({ kind: 'caller', token: 'x' })).toBe(false);
    expect(own.refresh(alice)).toBe(true);
    expect((await own.show(alice)).headers).toMatchObject({
      authorization: 'Bearer second',
      'impersonate-user': 'oidc:alice',
    });
    rmSync(folder, { recursive: true });
  });

  test("the connection's user may act as another, and is nobody else when it stands in for a caller", async () => {
    const own = createIdentities({
      token: 'own',
      certificate: { cert: 'c', key: 'k' },
      impersonate: {
        user: 'system:admin',
        uid: '7',
        groups: ['ops', 'Büro'],
        extra: { 'Acme.com/Team': ['a', 'b'], none: [] },
      },
    });
    const shown = await own.show({ kind: 'connection' });
    expect(shown).toEqual({
      headers: {
        authorization: 'Bearer own',
        'impersonate-user': 'system:admin',
        'impersonate-uid': '7',
        'impersonate-group': ['ops', Buffer.from('Büro').toString('latin1')],
        'impersonate-extra-acme.com%2Fteam': ['a', 'b'],
      },
      certificate: { cert: 'c', key: 'k' },
    });
    expect((await own.show(impersonated('oidc:alice'))).headers).toEqual({
      authorization: 'Bearer own',
      'impersonate-user': 'oidc:alice',
    });
    expect(await own.show({ kind: 'caller', token: 'mine' })).toEqual({
      headers: { authorization: 'Bearer mine' },
    });
  });

  test('a token file that cannot be read, or is empty, is trouble of the server', async () => {
    await expect(
      createIdentities({ tokenFile: '/no/such/file' }).show({
        kind: 'connection',
      }),
    ).rejects.toMatchObject({
      reason: 'OwnRefusal',
      message: "the file of the server's own token cannot be read",
    });
    await expect(
      createIdentities({ tokenFile: '/dev/null' }).show({ kind: 'connection' }),
    ).rejects.toMatchObject({
      message: "the file of the server's own token is empty",
    });
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
