import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane } from './plane.js';

let namespace: string;

beforeAll(async () => {
  namespace = await aNamespace();
});
afterAll(closePlane);

const asNobody = (path: string, authorization: string) =>
  call('GET', path, { headers: { authorization } });

describe('who sends a request', () => {
  clause(
    'A1/unauthenticated',
    'MUST answer 401 to everybody whom no token names',
    async () => {
      const unauthorized = failure({
        code: 401,
        message: 'Unauthorized',
        reason: 'Unauthorized',
      });
      for (const authorization of ['', 'Bearer nobody', 'Basic YTpi', 'Bearer'])
        for (const path of [
          '/api/v1/namespaces',
          '/version',
          '/no/such/path',
        ]) {
          const answer = await asNobody(path, authorization);
          expect(answer.status).toBe(401);
          expect(answer.body).toEqual(unauthorized);
        }
    },
  );
});

describe('what a user without rights is told', () => {
  const refusalOf = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, { as: 'mallory', body });
    expect(answer.status).toBe(403);
    return answer.body;
  };
  const forbidden = (message: string, details: Record<string, unknown>) =>
    failure({ code: 403, message, reason: 'Forbidden', details });

  clause('A2/list-ns', 'MUST name verb, resource and namespace', async () => {
    const inNamespace = (verb: string) =>
      forbidden(
        `pods is forbidden: User "mallory" cannot ${verb} resource "pods" in API group "" in the namespace "${namespace}"`,
        { kind: 'pods' },
      );
    const path = `/api/v1/namespaces/${namespace}/pods`;
    expect(await refusalOf('GET', path)).toEqual(inNamespace('list'));
    expect(await refusalOf('GET', `${path}?watch=true`)).toEqual(
      inNamespace('watch'),
    );
    expect(await refusalOf('POST', path, {})).toEqual(inNamespace('create'));
    expect(await refusalOf('DELETE', path)).toEqual(
      inNamespace('deletecollection'),
    );
  });

  clause('A2/list-cluster', 'MUST say “at the cluster scope”', async () => {
    const text = (resource: string, group: string) =>
      `cannot list resource "${resource}" in API group "${group}" at the cluster scope`;
    expect(await refusalOf('GET', '/api/v1/pods')).toEqual(
      forbidden(`pods is forbidden: User "mallory" ${text('pods', '')}`, {
        kind: 'pods',
      }),
    );
    expect(
      await refusalOf('GET', '/apis/rbac.authorization.k8s.io/v1/clusterroles'),
    ).toEqual(
      forbidden(
        `clusterroles.rbac.authorization.k8s.io is forbidden: User "mallory" ${text('clusterroles', 'rbac.authorization.k8s.io')}`,
        { kind: 'clusterroles', group: 'rbac.authorization.k8s.io' },
      ),
    );
  });

  clause('A2/get', 'MUST name the object', async () => {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/x`;
    const named = (verb: string) =>
      forbidden(
        `deployments.apps "x" is forbidden: User "mallory" cannot ${verb} resource "deployments" in API group "apps" in the namespace "${namespace}"`,
        { name: 'x', group: 'apps', kind: 'deployments' },
      );
    expect(await refusalOf('GET', path)).toEqual(named('get'));
    expect(await refusalOf('PUT', path, {})).toEqual(named('update'));
    expect(await refusalOf('DELETE', path)).toEqual(named('delete'));
    // The namespace of a namespace is its own name.
    expect(await refusalOf('GET', `/api/v1/namespaces/${namespace}`)).toEqual(
      forbidden(
        `namespaces "${namespace}" is forbidden: User "mallory" cannot get resource "namespaces" in API group "" in the namespace "${namespace}"`,
        { name: namespace, kind: 'namespaces' },
      ),
    );
  });

  clause('A2/subresource', 'MUST name the subresource', async () => {
    expect(
      await refusalOf('GET', `/api/v1/namespaces/${namespace}/pods/x/log`),
    ).toEqual(
      forbidden(
        `pods "x" is forbidden: User "mallory" cannot get resource "pods/log" in API group "" in the namespace "${namespace}"`,
        { name: 'x', kind: 'pods' },
      ),
    );
  });

  clause('A2/nonresource', 'MUST name the path', async () => {
    const ofPath = (verb: string, path: string) =>
      forbidden(`forbidden: User "mallory" cannot ${verb} path "${path}"`, {});
    expect(await refusalOf('GET', '/metrics')).toEqual(
      ofPath('get', '/metrics'),
    );
    expect(await refusalOf('POST', '/api', {})).toEqual(ofPath('post', '/api'));
    expect(await refusalOf('GET', '/a<b>&c')).toEqual(
      ofPath('get', '/a&lt;b&gt;&amp;c'),
    );
  });

  clause(
    'A2/before-existence',
    'MUST come before the question whether the thing exists',
    async () => {
      for (const path of [
        '/api/v1/namespaces/no-such-namespace/pods/x',
        '/apis/apps/v1/namespaces/no-such-namespace/deployments',
        '/apis/no.such.group/v1/things',
        `/api/v1/namespaces/${namespace}/things/x`,
      ]) {
        const { reason } = await refusalOf('GET', path);
        expect(reason).toBe('Forbidden');
      }
    },
  );
});
