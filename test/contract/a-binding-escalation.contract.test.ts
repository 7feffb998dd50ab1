import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import {
  aBinding,
  aRole,
  escalation,
  GROUP,
  PODS,
  SECRETS,
} from './escalation.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane } from './plane.js';
import { type Account, anAccount, grant, RBAC } from './rights.js';

let namespace: string;
let path: string;
/** Writes roles and bindings, and may herself only get pods. */
let jane: Account;

beforeAll(async () => {
  namespace = await aNamespace();
  path = `${RBAC}/namespaces/${namespace}`;
  jane = await anAccount(namespace, 'jane');
  await grant(namespace, 'jane', jane, [
    {
      apiGroups: [GROUP],
      resources: ['roles', 'rolebindings'],
      verbs: ['get', 'create', 'update', 'patch'],
    },
    PODS,
  ]);
});
afterAll(closePlane);

const write = (
  method: string,
  to: string,
  body: unknown,
  { headers }: Account = jane,
) => call(method, to, { body, headers });

describe('escalation by bindings', () => {
  clause(
    'A9/bind',
    'MUST refuse a binding to a role with rights that its writer lacks, unless the writer may bind it',
    async () => {
      const bindings = `${path}/rolebindings`;
      for (const name of ['secrets', 'other'])
        await call('POST', `${path}/roles`, {
          body: aRole(name, { ...SECRETS, verbs: ['get', 'list'] }, PODS),
        });
      const line =
        '{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}';
      const toSecrets = aBinding('b', { kind: 'Role', name: 'secrets' });
      expect((await write('POST', bindings, toSecrets)).body).toEqual(
        escalation('rolebindings', 'b', jane, line),
      );
      const toHers = aBinding('hers', { kind: 'Role', name: 'jane' });
      expect((await write('POST', bindings, toHers)).status).toBe(201);

      const binder = await anAccount(namespace, 'binder');
      await grant(namespace, 'binder', binder, [
        {
          apiGroups: [GROUP],
          resources: ['rolebindings'],
          verbs: ['create'],
        },
        {
          apiGroups: [GROUP],
          resources: ['roles'],
          verbs: ['bind'],
          resourceNames: ['secrets'],
        },
      ]);
      const bound = await write('POST', bindings, toSecrets, binder);
      expect(bound.status).toBe(201);
      const toOther = aBinding('c', { kind: 'Role', name: 'other' });
      const { body } = await write('POST', bindings, toOther, binder);
      expect(body).toEqual(
        escalation(
          'rolebindings',
          'c',
          binder,
          '{APIGroups:[""], Resources:["pods"], Verbs:["get"]}',
          line,
        ),
      );
    },
  );

  clause(
    'A9/missing-role',
    'MUST be 404 for a binding to a role that is not there, unless the writer may bind it',
    async () => {
      const bindings = `${path}/rolebindings`;
      const toNothing = aBinding('n', { kind: 'Role', name: 'nothing' });
      expect((await write('POST', bindings, toNothing)).body).toEqual(
        failure({
          code: 404,
          message: `rolebindings.${GROUP} "nothing" not found`,
          reason: 'NotFound',
          details: { name: 'nothing', group: GROUP, kind: 'rolebindings' },
        }),
      );
      const byAdmin = await call('POST', bindings, { body: toNothing });
      expect(byAdmin.status).toBe(201);
    },
  );
});
