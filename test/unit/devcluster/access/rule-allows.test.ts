import { describe, expect, test } from '@jest/globals';

import { ruleAllows } from '../../../../devcluster/access/rule-allows.js';
import { request, rule } from './rights.js';

describe('a rule for resources', () => {
  const log = request('get', 'pods', { subresource: 'log', name: 'x' });
  test.each([
    ['the same', rule('get', 'pods'), request('get', 'pods'), true],
    ['another verb', rule('list', 'pods'), request('get', 'pods'), false],
    ['any verb', rule('*', 'pods'), request('bind', 'pods'), true],
    ['another resource', rule('get', 'pods'), request('get', 'nodes'), false],
    ['a subresource', rule('get', 'pods'), log, false],
    ['its subresource', rule('get', 'pods/log'), log, true],
    ['the subresource of any', rule('get', '*/log'), log, true],
    ['another of any', rule('get', '*/scale'), log, false],
    ['any resource', rule('get', '*'), log, true],
    ['no such star', rule('get', 'pods/*'), log, false],
    [
      'another group',
      rule('get', 'pods'),
      request('get', 'pods', { group: 'apps' }),
      false,
    ],
    [
      'any group',
      rule('get', 'pods', { apiGroups: ['*'] }),
      request('get', 'pods', { group: 'apps' }),
      true,
    ],
    [
      'the name',
      rule('get', 'pods', { resourceNames: ['x'] }),
      request('get', 'pods', { name: 'x' }),
      true,
    ],
    [
      'no name',
      rule('get', 'pods', { resourceNames: ['x'] }),
      request('get', 'pods'),
      false,
    ],
    ['no path', rule('*', '*'), { verb: 'get', path: '/' }, false],
  ])('with %s', (_, given, asked, allowed) => {
    expect(ruleAllows(given, asked)).toBe(allowed);
  });
});

describe('a rule for paths', () => {
  test.each([
    ['/x', '/x', true],
    ['/x', '/x/y', false],
    ['/x/*', '/x/y/z', true],
    ['/x/*', '/x', false],
    ['/x*', '/xy', true],
    ['*', '/anything', true],
    ['/*/y', '/x/y', false],
  ])('%s for %s', (url, path, allowed) => {
    const given = { verbs: ['get'], nonResourceURLs: [url] };
    expect(ruleAllows(given, { verb: 'get', path })).toBe(allowed);
    expect(ruleAllows(given, { verb: 'post', path })).toBe(false);
    expect(ruleAllows(given, request('get', 'pods'))).toBe(false);
  });
});
