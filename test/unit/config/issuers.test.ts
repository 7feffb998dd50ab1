import { describe, expect, test } from '@jest/globals';

import { toIssuers } from '../../../src/config/issuers.js';

const ENTRY = {
  issuer: 'https://login.example.com',
  audience: 'moorage',
  userClaim: 'email',
  userPrefix: 'oidc:',
  groupsClaim: 'groups',
  groupsPrefix: 'oidc:',
};
const OTHER = {
  ...ENTRY,
  issuer: 'https://other.example.com',
  userPrefix: 'other:',
  groupsPrefix: 'other:',
};

describe('MOORAGE_OIDC', () => {
  test('is a list of issuers', () => {
    const text = JSON.stringify([
      { ...ENTRY, audience: ['moorage', 'cli'] },
      { ...OTHER, jwksUri: 'http://127.0.0.1:8080/keys' },
    ]);
    expect(toIssuers(text)).toMatchObject([
      { issuer: 'https://login.example.com', audiences: ['moorage', 'cli'] },
      { audiences: ['moorage'], jwksUri: 'http://127.0.0.1:8080/keys' },
    ]);
  });

  test.each<[string, string | undefined, RegExp]>([
    [
      'nothing',
      undefined,
      /needs MOORAGE_OIDC: whose tokens count\..*"userPrefix":"oidc:"/,
    ],
    ['no JSON', '{"clientSecret": hunter2}', /is not JSON\. It is a JSON list/],
    ['no list', JSON.stringify(ENTRY), /not a list of objects/],
    ['an empty list', '[]', /not a list of objects/],
    [
      'a list of texts',
      '["https://login.example.com"]',
      /not a list of objects/,
    ],
  ])('%s is refused', (_what, text, words) => {
    expect(() => toIssuers(text)).toThrow(words);
    expect(() => toIssuers(text)).not.toThrow(/hunter2/);
  });

  test.each<[string, object, RegExp]>([
    [
      'no prefix',
      { userPrefix: undefined },
      /\[0\] has no userPrefix: .*could name a user of the cluster itself/,
    ],
    [
      'an empty prefix',
      { groupsPrefix: '' },
      /\[0\] has no groupsPrefix: .*could name a group of the cluster itself/,
    ],
    [
      "the cluster's prefix",
      { userPrefix: 'system:' },
      /must not begin with "system:"/,
    ],
    ['a prefix with spaces', { userPrefix: 'my users' }, /without spaces/],
    [
      'no audience',
      { audience: undefined },
      /no audience: .*other applications are refused/,
    ],
    [
      'an audience that is none',
      { audience: ['moorage', 7] },
      /audience must be a text/,
    ],
    ['no user claim', { userClaim: null }, /no userClaim/],
    ['no groups claim', { groupsClaim: undefined }, /no groupsClaim/],
    [
      'an unprotected issuer',
      { issuer: 'http://login.example.com' },
      /issuer must be an https address/,
    ],
    [
      'an issuer with a password',
      { issuer: 'https://me:hunter2@login.example.com' },
      /without user, password/,
    ],
    [
      'unprotected keys',
      { jwksUri: 'http://login.example.com/keys' },
      /jwksUri must be an https address/,
    ],
    [
      'an unknown field',
      { clientSecret: 'hunter2' },
      /a field "clientSecret", which is none of issuer/,
    ],
  ])('%s is refused', (_what, more, words) => {
    const text = JSON.stringify([{ ...ENTRY, ...more }]);
    expect(() => toIssuers(text)).toThrow(words);
    expect(() => toIssuers(text)).not.toThrow(/hunter2/);
  });

  test.each<[string, object, RegExp]>([
    [
      'the same issuer twice',
      { issuer: ENTRY.issuer },
      /\[0\] and \[1\] name the same issuer/,
    ],
    [
      'the same prefix twice',
      { userPrefix: 'oidc:' },
      /one userPrefix is, or begins with, the other/,
    ],
    [
      'a prefix within a prefix',
      { groupsPrefix: 'oidc:x:' },
      /one groupsPrefix is, or begins with, the other/,
    ],
  ])('%s is refused', (_what, more, words) => {
    const text = JSON.stringify([ENTRY, { ...OTHER, ...more }]);
    expect(() => toIssuers(text)).toThrow(words);
  });
});
