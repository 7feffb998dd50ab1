import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';
import { type Account, anAccount, grant, RBAC } from './rights.js';

const AUTHORIZATION = '/apis/authorization.k8s.io/v1';

let namespace: string;
/** May get and list the pods of the namespace, and get the ConfigMap named `mine`. */
let jane: Account;

beforeAll(async () => {
  namespace = await aNamespace();
  jane = await anAccount(namespace, 'jane');
  await grant(namespace, 'reader', jane, [
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    {
      apiGroups: [''],
      resources: ['configmaps'],
      resourceNames: ['mine'],
      verbs: ['get'],
    },
  ]);
});
afterAll(closePlane);

const ask = (review: string, spec: unknown, more: object = {}) =>
  call<Thing>('POST', `${AUTHORIZATION}/${review}`, {
    body: { spec },
    ...more,
  });

/** What the account may do, asked by itself. */
async function mayJane(spec: object): Promise<boolean> {
  const { body } = await ask('selfsubjectaccessreviews', spec, {
    headers: jane.headers,
  });
  return body.status.allowed as boolean;
}

describe('the rules that count', () => {
  clause(
    'A4/rules',
    'MUST go by names, subresources, groups, namespaces and paths',
    async () => {
      const resource = (more: object) => ({
        resourceAttributes: { namespace, verb: 'get', ...more },
      });
      const path = (of: string, verb = 'get') => ({
        nonResourceAttributes: { path: of, verb },
      });
      const pod = { resource: 'pods', name: 'x' };
      const map = { resource: 'configmaps' };
      const questions: [spec: object, allowed: boolean][] = [
        [resource(pod), true],
        [resource({ ...pod, subresource: 'log' }), false],
        [resource({ ...pod, namespace: 'other' }), false],
        [resource({ ...pod, namespace: '' }), false],
        [resource({ ...pod, group: 'apps' }), false],
        [resource({ ...pod, verb: '*' }), false],
        [resource({ ...map, name: 'mine' }), true],
        [resource({ ...map, name: 'other' }), false],
        [resource(map), false],
        [path('/version'), true],
        [path('/apis/apps/v1'), true],
        [path('/apis/apps/v1', 'post'), false],
        [path('/metrics'), false],
      ];
      const answers: [spec: object, allowed: boolean][] = [];
      for (const [spec] of questions) answers.push([spec, await mayJane(spec)]);
      expect(answers).toEqual(questions);
    },
  );

  clause(
    'A4/missing-role',
    'MUST say which roles are missing to a denied user, in the review and in the refusal',
    async () => {
      const account = await anAccount(namespace, 'dangling');
      const name = uniqueName('missing');
      await call('POST', `${RBAC}/namespaces/${namespace}/rolebindings`, {
        body: {
          metadata: { name },
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name,
          },
          subjects: [account.subject],
        },
      });
      const missing = `rbac: RBAC: clusterrole.rbac.authorization.k8s.io "${name}" not found`;
      const resourceAttributes = { namespace, verb: 'list', resource: 'pods' };
      const review = () =>
        ask(
          'selfsubjectaccessreviews',
          { resourceAttributes },
          { headers: account.headers },
        );
      let { body } = await review();
      // The real API server learns of a new binding a moment after its creation.
      for (let tries = 0; tries < 50 && !body.status.reason; tries += 1)
        ({ body } = await review());
      expect(body.status).toEqual({ allowed: false, reason: missing });
      const refused = await call(
        'GET',
        `/api/v1/namespaces/${namespace}/pods`,
        {
          headers: account.headers,
        },
      );
      expect(refused.body.message).toBe(
        `pods is forbidden: User "${account.user}" cannot list resource "pods" in API group "" in the namespace "${namespace}": ${missing}`,
      );
    },
  );

  clause(
    'A5/rules',
    'MUST list the rules that a user has in a namespace',
    async () => {
      const { status, body } = await ask(
        'selfsubjectrulesreviews',
        { namespace },
        { headers: jane.headers },
      );
      expect(status).toBe(201);
      expect(body.kind).toBe('SelfSubjectRulesReview');
      const { resourceRules, nonResourceRules, incomplete } = body.status;
      expect(incomplete).toBe(false);
      expect(resourceRules).toEqual(
        expect.arrayContaining([
          { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] },
          {
            verbs: ['get'],
            apiGroups: [''],
            resources: ['configmaps'],
            resourceNames: ['mine'],
          },
          {
            verbs: ['create'],
            apiGroups: ['authorization.k8s.io'],
            resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
          },
        ]),
      );
      expect(nonResourceRules).toEqual(
        expect.arrayContaining([
          {
            verbs: ['get'],
            nonResourceURLs: [
              '/healthz',
              '/livez',
              '/readyz',
              '/version',
              '/version/',
            ],
          },
        ]),
      );
      const nowhere = await ask('selfsubjectrulesreviews', {});
      expect(nowhere.body).toEqual(
        failure({
          code: 400,
          message: 'no namespace on request',
          reason: 'BadRequest',
        }),
      );
    },
  );
});
