import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane } from './plane.js';
import {
  type Account,
  anAccount,
  grant,
  grantCluster,
  revokeCluster,
} from './rights.js';

type Headers = Record<string, string | string[]>;

const WHO = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const clusterRole = uniqueName('contract-impersonator');

let namespace: string;
let pods: string;

beforeAll(async () => {
  namespace = await aNamespace();
  pods = `/api/v1/namespaces/${namespace}/pods`;
});
afterAll(async () => {
  await revokeCluster(clusterRole);
  await closePlane();
});

const forbidden = (message: string, details: Record<string, unknown>) =>
  failure({ code: 403, message, reason: 'Forbidden', details });

async function refusalTo(
  account: Account | undefined,
  path: string,
  headers: Headers,
) {
  const { body } = await call('GET', path, {
    headers: { ...account?.headers, ...headers },
  });
  return body;
}

const cannot = (
  { user }: Account,
  verb: string,
  resource = 'pods',
  name?: string,
) =>
  forbidden(
    `pods${name ? ` "${name}"` : ''} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "" in the namespace "${namespace}"`,
    { ...(name && { name }), kind: 'pods' },
  );

describe('impersonation', () => {
  clause(
    'A3/impersonate',
    'MUST make the caller the user, the groups, the uid and the extra that are sent, and no more',
    async () => {
      const who = async (headers: Headers) => {
        const { body } = await call('POST', WHO, { body: {}, headers });
        return body.status.userInfo;
      };
      expect(await who({ 'impersonate-user': 'someone' })).toEqual({
        username: 'someone',
        groups: ['system:authenticated'],
      });
      expect(
        await who({
          'impersonate-user': 'someone',
          'impersonate-group': ['first', 'second, third'],
          'impersonate-uid': 'u7',
          'impersonate-extra-Scopes': ['a', 'b'],
          'impersonate-extra-acme.com%2Fteam': 'Blue',
        }),
      ).toEqual({
        username: 'someone',
        uid: 'u7',
        groups: ['first', 'second, third', 'system:authenticated'],
        extra: { scopes: ['a', 'b'], 'acme.com/team': ['Blue'] },
      });
      expect(
        await who({ 'impersonate-user': 'system:serviceaccount:here:robot' }),
      ).toEqual({
        username: 'system:serviceaccount:here:robot',
        groups: [
          'system:serviceaccounts',
          'system:serviceaccounts:here',
          'system:authenticated',
        ],
      });
      expect(
        await refusalTo(undefined, pods, { 'impersonate-user': 'someone' }),
      ).toEqual(
        forbidden(
          `pods is forbidden: User "someone" cannot list resource "pods" in API group "" in the namespace "${namespace}"`,
          { kind: 'pods' },
        ),
      );
      // What nobody has yet counts for the group alone.
      const inGroup = await call('GET', pods, {
        headers: {
          'impersonate-user': 'someone',
          'impersonate-group': 'system:masters',
        },
      });
      expect(inGroup.status).toBe(200);
    },
  );

  clause(
    'A3/denied',
    'MUST refuse the request, naming the verb of the constrained kind',
    async () => {
      const jane = await anAccount(namespace, 'jane');
      const user = { 'impersonate-user': 'someone' };
      expect(await refusalTo(jane, pods, user)).toEqual(
        cannot(jane, 'impersonate-on:user-info:list'),
      );
      expect(await refusalTo(jane, `${pods}/x/log`, user)).toEqual(
        cannot(jane, 'impersonate-on:user-info:get', 'pods/log', 'x'),
      );
      expect(
        await refusalTo(jane, `${pods}/x`, {
          'impersonate-user': 'system:serviceaccount:here:robot',
        }),
      ).toEqual(cannot(jane, 'impersonate-on:serviceaccount:get', 'pods', 'x'));
      expect(
        await refusalTo(jane, pods, { 'impersonate-user': 'system:node:n1' }),
      ).toEqual(cannot(jane, 'impersonate-on:arbitrary-node:list'));
      expect(await refusalTo(jane, '/version', user)).toEqual(
        forbidden(
          `forbidden: User "${jane.user}" cannot impersonate-on:user-info:get path "/version"`,
          {},
        ),
      );
    },
  );

  clause(
    'A3/denied-legacy',
    'MUST name the older verb to a caller who impersonated by it before',
    async () => {
      const jane = await anAccount(namespace, 'older');
      const authentication = 'authentication.k8s.io';
      await grantCluster(clusterRole, jane, [
        {
          apiGroups: [''],
          resources: ['users', 'groups'],
          verbs: ['impersonate'],
          resourceNames: ['someone', 'first'],
        },
        {
          apiGroups: [authentication],
          resources: ['userextras/scopes'],
          verbs: ['impersonate'],
          resourceNames: ['a'],
        },
      ]);
      const user = { 'impersonate-user': 'someone' };
      const allowed = await call('POST', WHO, {
        body: {},
        headers: {
          ...jane.headers,
          ...user,
          'impersonate-group': 'first',
          'impersonate-extra-scopes': 'a',
        },
      });
      expect(allowed.body.status.userInfo).toEqual({
        username: 'someone',
        groups: ['first', 'system:authenticated'],
        extra: { scopes: ['a'] },
      });
      const older = (kind: string, name: string, group = '', resource = kind) =>
        forbidden(
          `${group ? `${kind}.${group}` : kind} "${name}" is forbidden: User "${jane.user}" cannot impersonate resource "${resource}" in API group "${group}" at the cluster scope`,
          { name, ...(group && { group }), kind },
        );
      expect(
        await refusalTo(jane, pods, { 'impersonate-user': 'other' }),
      ).toEqual(older('users', 'other'));
      expect(
        await refusalTo(jane, pods, {
          ...user,
          'impersonate-group': ['first', 'second'],
        }),
      ).toEqual(older('groups', 'second'));
      expect(
        await refusalTo(jane, pods, { ...user, 'impersonate-uid': '1' }),
      ).toEqual(older('uids', '1', authentication));
      expect(
        await refusalTo(jane, pods, {
          ...user,
          'impersonate-extra-scopes': ['a', 'b'],
        }),
      ).toEqual(older('userextras', 'b', authentication, 'userextras/scopes'));
    },
  );

  clause(
    'A3/constrained',
    'MUST allow the request that impersonate-on and impersonate:user-info name, and no other',
    async () => {
      const jane = await anAccount(namespace, 'newer');
      await grant(namespace, 'newer', jane, [
        {
          apiGroups: [''],
          resources: ['pods'],
          verbs: ['impersonate-on:user-info:list'],
        },
      ]);
      const user = { 'impersonate-user': 'someone' };
      expect(await refusalTo(jane, pods, user)).toEqual(
        forbidden(
          `users.authentication.k8s.io "someone" is forbidden: User "${jane.user}" cannot impersonate:user-info resource "users" in API group "authentication.k8s.io" at the cluster scope`,
          { name: 'someone', group: 'authentication.k8s.io', kind: 'users' },
        ),
      );
      const name = `${clusterRole}-newer`;
      await grantCluster(name, jane, [
        {
          apiGroups: ['authentication.k8s.io'],
          resources: ['users'],
          verbs: ['impersonate:user-info'],
          resourceNames: ['someone'],
        },
      ]);
      try {
        expect((await refusalTo(jane, pods, user)).message).toBe(
          `pods is forbidden: User "someone" cannot list resource "pods" in API group "" in the namespace "${namespace}"`,
        );
        expect(await refusalTo(jane, `${pods}/x`, user)).toEqual(
          cannot(jane, 'impersonate-on:user-info:get', 'pods', 'x'),
        );
        expect(
          await refusalTo(jane, pods, {
            ...user,
            'impersonate-group': 'system:masters',
          }),
        ).toMatchObject({
          code: 403,
          message: expect.stringMatching(
            /^groups\.authentication\.k8s\.io "system:masters" is forbidden: .*: impersonating the system:masters group is not allowed$/,
          ),
        });
      } finally {
        await revokeCluster(name);
      }
    },
  );

  clause(
    'A3/no-user',
    'MUST refuse groups, uid or extra without a user',
    async () => {
      const { status, body } = await call('GET', pods, {
        headers: { 'impersonate-group': ['first', 'second'] },
      });
      expect(status).toBe(400);
      expect(body).toEqual(
        failure({
          code: 400,
          message:
            'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"first", "second"}, Extra:map[string][]string(nil)} without impersonating a user name',
          reason: 'BadRequest',
        }),
      );
    },
  );
});
