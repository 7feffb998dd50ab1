import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';
import { startServer } from '../support/start-server.js';

describe('who acts', () => {
  let api: Api;
  const tenant = uniqueName('identity');

  beforeAll(async () => {
    api = await startApi();
    await api.run(
      `mutation { createTenant(input: { name: "${tenant}" }) { userErrors { message } } }`,
    );
  });
  afterAll(() => api.stop());

  async function ask(url: string, headers: Record<string, string>) {
    const { statusCode, body } = await request(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"query":"{ viewer { name } }"}',
    });
    return {
      status: statusCode,
      ...((await body.json()) as {
        data?: { viewer: { name: string } | null };
        errors?: { extensions: { code: string } }[];
      }),
    };
  }

  test('the token of the caller is what the cluster sees', async () => {
    for (const user of ['admin', 'alice', 'mallory']) {
      expect(
        (
          await ask(api.url, {
            authorization: `Bearer ${api.plane.token(user)}`,
          })
        ).data?.viewer?.name,
      ).toBe(user);
    }
  });

  test('without a token, with a broken header or an unknown token nobody acts, least of all the server', async () => {
    api.proxy.reset();
    for (const authorization of [
      undefined,
      'Basic YTpi',
      'Bearer',
      'Bearer ',
    ]) {
      const { status, errors } = await ask(
        api.url,
        authorization === undefined ? {} : { authorization },
      );
      expect([status, errors?.[0]?.extensions.code]).toEqual([
        401,
        'UNAUTHENTICATED',
      ]);
    }
    expect(api.proxy.passed).toEqual([]);
    const { errors } = await ask(api.url, {
      authorization: 'Bearer expired-long-ago',
    });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(api.proxy.passed.map(({ status }) => status)).toEqual([401]);
  });

  test('a member may do in a tenant what the cluster lets them do, and no more', async () => {
    await api.plane.call(
      'POST',
      `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}/roles`,
      {
        metadata: { name: 'apps' },
        rules: [
          {
            apiGroups: [''],
            resources: [
              'namespaces',
              'pods',
              'services',
              'replicationcontrollers',
            ],
            verbs: ['get', 'list', 'create'],
          },
          {
            apiGroups: ['apps'],
            resources: ['deployments'],
            verbs: ['get', 'list', 'create'],
          },
        ],
      },
    );
    await api.plane.call(
      'POST',
      `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}/rolebindings`,
      {
        metadata: { name: 'apps' },
        subjects: [
          { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'bob' },
        ],
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Role',
          name: 'apps',
        },
      },
    );
    const create = `mutation { createApp(input: { tenant: "${tenant}", name: "web", image: "nginx:1.27" }) { app { name createdBy } userErrors { code } } }`;
    expect((await api.run<object>(create, {}, 'bob')).data).toEqual({
      createApp: { app: { name: 'web', createdBy: 'bob' }, userErrors: [] },
    });
    const scale = `mutation { scaleApp(input: { tenant: "${tenant}", name: "web", replicas: 2 }) { app { name } userErrors { code kubernetes { httpStatus message } } } }`;
    expect((await api.run<object>(scale, {}, 'bob')).data).toMatchObject({
      scaleApp: {
        app: null,
        userErrors: [
          {
            code: 'FORBIDDEN',
            kubernetes: {
              httpStatus: 403,
              message: expect.stringContaining(
                'User "bob" cannot patch resource "deployments/scale"',
              ),
            },
          },
        ],
      },
    });
    const elsewhere =
      'mutation { createTenant(input: { name: "not-for-bob" }) { userErrors { code } } }';
    expect((await api.run<object>(elsewhere, {}, 'bob')).data).toEqual({
      createTenant: { userErrors: [{ code: 'FORBIDDEN' }] },
    });
    expect((await api.run<object>(create, {}, 'mallory')).data).toEqual({
      createApp: { app: null, userErrors: [{ code: 'NOT_FOUND' }] },
    });
  });

  test('callers whose requests interleave never see what the other may', async () => {
    const query = `{ tenant(name: "${tenant}") { name } viewer { name } }`;
    const users = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0 ? 'bob' : 'mallory',
    );
    const answers = await Promise.all(
      users.map((user) =>
        api.run<{ tenant: object | null; viewer: { name: string } }>(
          query,
          {},
          user,
        ),
      ),
    );
    answers.forEach(({ data }, index) => {
      expect(data).toEqual({
        tenant: users[index] === 'bob' ? { name: tenant } : null,
        viewer: { name: users[index] },
      });
    });
  });

  test('in local mode callers without a token act as the user of the kubeconfig, callers with one as themselves', async () => {
    const server = await startServer({ env: { MOORAGE_AUTH: 'local' } });
    expect((await ask(server.url, {})).data?.viewer?.name).toBe('admin');
    expect(
      (
        await ask(server.url, {
          authorization: `Bearer ${api.plane.token('alice')}`,
        })
      ).data?.viewer?.name,
    ).toBe('alice');
    await server.stop();
  });

  test('a named context of the kubeconfig is used', async () => {
    const server = await startServer({ env: { MOORAGE_CONTEXT: 'carol' } });
    expect((await ask(server.url, {})).data?.viewer?.name).toBe('carol');
    await server.stop();
  });
});
