import { describe, expect, test } from '@jest/globals';

import type { PolicyRule } from '../../../../devcluster/access/rbac-object.js';
import { findMissingRights } from '../../../../devcluster/access/rule-covers.js';
import { toRightsText } from '../../../../devcluster/access/rule-text.js';
import { rule } from './rights.js';

const missing = (held: PolicyRule[], ...wanted: PolicyRule[]) =>
  toRightsText(findMissingRights(held, wanted)).split('\n').filter(Boolean);

describe('missing rights', () => {
  test('are none when other rules together give them', () => {
    const held = [rule('get', 'pods'), rule('list watch', 'pods secrets')];
    expect(missing(held, rule('get list', 'pods'))).toEqual([]);
    expect(missing(held, rule('get list', 'secrets'))).toEqual([
      '{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}',
    ]);
  });

  test('are sorted, with the verbs of a resource in one line', () => {
    expect(
      missing(
        [],
        rule('list', 'secrets pods', { apiGroups: ['apps', ''] }),
        rule('get', 'secrets'),
        { verbs: ['get', 'post'], nonResourceURLs: ['/x'] },
      ),
    ).toEqual([
      '{APIGroups:[""], Resources:["pods"], Verbs:["list"]}',
      '{APIGroups:[""], Resources:["secrets"], Verbs:["list" "get"]}',
      '{APIGroups:["apps"], Resources:["pods"], Verbs:["list"]}',
      '{APIGroups:["apps"], Resources:["secrets"], Verbs:["list"]}',
      '{NonResourceURLs:["/x"], Verbs:["get"]}',
      '{NonResourceURLs:["/x"], Verbs:["post"]}',
    ]);
  });

  test('go by names', () => {
    const named = (...resourceNames: string[]) =>
      rule('get', 'pods', { resourceNames });
    expect(missing([rule('get', 'pods')], named('a'))).toEqual([]);
    expect(missing([named('a')], named('b', 'a'))).toEqual([
      '{APIGroups:[""], Resources:["pods"], ResourceNames:["b"], Verbs:["get"]}',
    ]);
    expect(missing([named('a')], rule('get', 'pods'))).toEqual([
      '{APIGroups:[""], Resources:["pods"], Verbs:["get"]}',
    ]);
  });

  test('go by stars', () => {
    const scale = rule('get', 'pods/scale');
    expect(missing([rule('get', '*/scale')], scale)).toEqual([]);
    expect(missing([rule('get', '*/log')], scale)).toHaveLength(1);
    expect(missing([rule('*', '*')], scale)).toEqual([]);
    expect(missing([scale], rule('*', '*'))).toEqual([
      '{APIGroups:[""], Resources:["*"], Verbs:["*"]}',
    ]);
    const path = (url: string) => ({ verbs: ['get'], nonResourceURLs: [url] });
    expect(missing([path('/x/*')], path('/x/y'), path('/x/*'))).toEqual([]);
    expect(missing([path('/x/y')], path('/x/*'))).toHaveLength(1);
  });
});
