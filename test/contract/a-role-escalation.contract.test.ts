import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aRole, escalation, GROUP, PODS, SECRETS } from './escalation.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';
import { type Account, anAccount, grant, RBAC } from './rights.js';

const GET_SECRETS = '{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}';

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
  type?: string,
) => call(method, to, { body, headers, type });

describe('escalation by roles', () => {
  clause(
    'A9/escalate-role',
    'MUST refuse a Role with rights that its writer lacks, however it is written',
    async () => {
      const roles = `${path}/roles`;
      const mine = await write('POST', roles, aRole('mine', PODS));
      expect(mine.status).toBe(201);
      const refused = escalation('roles', 'mine', jane, GET_SECRETS);
      const greedy = aRole('mine', SECRETS, PODS);
      expect((await write('POST', roles, greedy)).body).toEqual(refused);
      expect((await write('PUT', `${roles}/mine`, greedy)).body).toEqual(
        refused,
      );
      expect(
        (await write('PATCH', `${roles}/mine`, greedy, jane, PATCH.merge)).body,
      ).toEqual(refused);
      const applied = `${roles}/mine?fieldManager=contract&force=true`;
      expect(
        (await write('PATCH', applied, greedy, jane, PATCH.apply)).body,
      ).toEqual(refused);
      const fresh = await write(
        'PATCH',
        applied.replace('mine', 'fresh'),
        aRole('fresh', SECRETS),
        jane,
        PATCH.apply,
      );
      expect(fresh.body).toEqual(
        escalation('roles', 'fresh', jane, GET_SECRETS),
      );
    },
  );

  clause(
    'A9/escalate-rules',
    'MUST say which rights are missing, one line for each resource',
    async () => {
      const { body } = await write(
        'POST',
        `${path}/roles`,
        aRole(
          'many',
          {
            apiGroups: ['', 'apps'],
            resources: ['secrets', 'pods'],
            verbs: ['list', 'get'],
          },
          {
            apiGroups: [''],
            resources: ['configmaps'],
            verbs: ['update', 'get'],
            resourceNames: ['b', 'a'],
          },
          // Found before what is invalid in the role is.
          { apiGroups: [''], resources: ['services'], verbs: [] },
        ),
      );
      expect(body).toEqual(
        escalation(
          'roles',
          'many',
          jane,
          '{APIGroups:[""], Resources:["configmaps"], ResourceNames:["a"], Verbs:["update" "get"]}',
          '{APIGroups:[""], Resources:["configmaps"], ResourceNames:["b"], Verbs:["update" "get"]}',
          '{APIGroups:[""], Resources:["pods"], Verbs:["list"]}',
          '{APIGroups:[""], Resources:["secrets"], Verbs:["list" "get"]}',
          '{APIGroups:["apps"], Resources:["pods"], Verbs:["list" "get"]}',
          '{APIGroups:["apps"], Resources:["secrets"], Verbs:["list" "get"]}',
        ),
      );
    },
  );

  clause(
    'A9/escalate-verb',
    'MUST allow it to those who hold the verb escalate',
    async () => {
      for (const [name, verbs] of [
        ['escalator', ['create', 'escalate']],
        ['wildcard', ['*']],
      ] as const) {
        const account = await anAccount(namespace, name);
        await grant(namespace, name, account, [
          { apiGroups: [GROUP], resources: ['roles'], verbs: [...verbs] },
        ]);
        const role = aRole(`by-${name}`, SECRETS);
        const { status } = await write('POST', `${path}/roles`, role, account);
        expect(status).toBe(201);
      }
    },
  );

  clause(
    'A9/collector',
    'MUST let writers change what the garbage collector changes in roles beyond them',
    async () => {
      const roles = `${path}/roles`;
      await call('POST', roles, { body: aRole('beyond', SECRETS) });
      const patch = (metadata: object) =>
        write('PATCH', `${roles}/beyond`, { metadata }, jane, PATCH.merge);
      expect((await patch({ finalizers: ['acme.com/x'] })).status).toBe(200);
      expect((await patch({ finalizers: null })).status).toBe(200);
      expect((await patch({ labels: { a: 'b' } })).body).toEqual(
        escalation('roles', 'beyond', jane, GET_SECRETS),
      );
    },
  );
});
