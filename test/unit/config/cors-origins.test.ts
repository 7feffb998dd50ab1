import { describe, expect, test } from '@jest/globals';

import { toCorsOrigins } from '../../../src/config/cors-origins.js';

describe('MOORAGE_CORS_ORIGINS', () => {
  test('are origins as browsers send them', () => {
    const origins = [
      'https://portal.example.com',
      'http://localhost:3000',
      'http://[::1]:3000',
    ];
    expect(toCorsOrigins(origins, 'oidc')).toEqual(origins);
    expect(toCorsOrigins(origins.slice(1), 'local')).toEqual(origins.slice(1));
  });

  test.each([
    ['*', /takes no "\*": it would open the API to every page/],
    ['https://*.example.com', /List each origin/],
    ['null', /takes no "null"/],
    ['https://portal.example.com/', /write https:\/\/portal\.example\.com\.$/],
    ['https://Portal.example.com', /write https:\/\/portal\.example\.com\.$/],
    [
      'https://portal.example.com:443',
      /write https:\/\/portal\.example\.com\.$/,
    ],
    ['portal.example.com', /scheme, host and perhaps port/],
    ['localhost:3000', /scheme, host and perhaps port/],
    ['file:///index.html', /scheme, host and perhaps port/],
  ])('%s is refused', (name, words) => {
    expect(() => toCorsOrigins([name], 'token')).toThrow(words);
  });

  test('pages of elsewhere may not act as the own user', () => {
    expect(() =>
      toCorsOrigins(['https://portal.example.com'], 'local'),
    ).toThrow(
      /MOORAGE_AUTH=local every page that is answered acts as your own user/,
    );
  });

  test('a password is not repeated', () => {
    const call = () =>
      toCorsOrigins(['https://me:hunter2@portal.example.com'], 'token');
    expect(call).toThrow(/with a user name/);
    expect(call).not.toThrow(/hunter2/);
  });
});
