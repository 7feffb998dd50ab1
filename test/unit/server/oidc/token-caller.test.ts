import { describe, expect, test } from '@jest/globals';
import type { JWTPayload } from 'jose';

import { toCaller } from '../../../../src/server/oidc/token-caller.js';

const ISSUER = {
  issuer: 'https://login.example.com',
  audiences: ['moorage'],
  userClaim: 'email',
  userPrefix: 'oidc:',
  groupsClaim: 'groups',
  groupsPrefix: 'team:',
};

describe('whom the claims name', () => {
  test.each<[string, JWTPayload, string[]]>([
    ['a list of groups', { groups: ['a', 'b'] }, ['team:a', 'team:b']],
    ['one group', { groups: 'a' }, ['team:a']],
    ['a group twice', { groups: ['a', 'a'] }, ['team:a']],
    ['no groups', {}, []],
    ['an empty list', { groups: [] }, []],
    [
      'letters of any script',
      { groups: ['Köln', '東京'] },
      ['team:Köln', 'team:東京'],
    ],
    ['a comma', { groups: ['a, b'] }, ['team:a, b']],
  ])('%s', (_what, claims, groups) => {
    expect(toCaller({ email: 'alice', ...claims }, ISSUER)).toEqual({
      kind: 'impersonated',
      user: 'oidc:alice',
      groups,
    });
  });

  test.each<[string, JWTPayload, RegExp]>([
    ['no user', { email: undefined }, /no claim "email"/],
    ['an empty user', { email: '' }, /holds no name/],
    ['a user that is a number', { email: 7 }, /holds no name/],
    ["the cluster's own user", { email: 'system:admin' }, /"system:"/],
    [
      'a space that a header would lose',
      { email: 'alice ' },
      /spaces at its ends/,
    ],
    [
      'a line break',
      { email: 'alice\r\nImpersonate-Group: system:masters' },
      /control characters/,
    ],
    ['half a letter', { email: 'alice\ud800' }, /holds no name/],
    [
      'an address that nobody has verified',
      { email_verified: false },
      /not verified/,
    ],
    ['the masters', { groups: ['a', 'system:masters'] }, /"system:"/],
    ['an empty group', { groups: [''] }, /no name of a group/],
    [
      'a group that is an object',
      { groups: [{ name: 'a' }] },
      /no name of a group/,
    ],
    [
      'groups that are an object',
      { groups: { a: true } },
      /no name of a group/,
    ],
    [
      'groups that are elsewhere',
      { _claim_names: { groups: 'src1' } },
      /in too many/,
    ],
  ])('%s is refused', (_what, claims, words) => {
    const call = () => toCaller({ email: 'alice', ...claims }, ISSUER);
    expect(call).toThrow(words);
    expect(call).toThrow(
      expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } }),
    );
  });
});
