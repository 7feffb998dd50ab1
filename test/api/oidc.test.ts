import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';

import { uniqueName } from '../support/control-plane.js';
import {
  MAY_IMPERSONATE,
  MAY_READ_AS_CALLERS,
} from '../support/impersonator.js';
import { grantIn, WORK_ON_APPS } from '../support/namespace-rights.js';
import { type OidcApi, startOidcApi } from '../support/start-oidc-api.js';

const VIEWER = '{ viewer { name groups } }';

describe('callers of an identity provider', () => {
  let api: OidcApi;
  const prefix = `${uniqueName('idp')}:`;
  const [hers, theirs] = [uniqueName('hers'), uniqueName('theirs')];
  const alice = { email: 'alice@example.com', groups: ['team-a'] };
  const bob = { email: 'bob@example.com', groups: ['team-a', 'team-b'] };
  const stranger = { email: 'mallory@example.com' };

  beforeAll(async () => {
    api = await startOidcApi(prefix);
    for (const name of [hers, theirs])
      await api.plane.call('POST', '/api/v1/namespaces', {
        metadata: { name, labels: { 'moorage.dev/tenant': name } },
      });
    await grantIn(api.plane, hers, 'alice', WORK_ON_APPS, {
      kind: 'User',
      name: `${prefix}alice@example.com`,
    });
    await grantIn(api.plane, theirs, 'team-b', WORK_ON_APPS, {
      kind: 'Group',
      name: `${prefix}team-b`,
    });
  }, 60_000);
  afterAll(async () => {
    for (const name of [hers, theirs])
      await api.plane.call('DELETE', `/api/v1/namespaces/${name}`);
    await api.stop();
  });

  const runAs = async <T>(claims: object, query: string) =>
    api.run<T>(query, {}, { token: await api.provider.sign({ ...claims }) });

  test('are at the cluster who their token says, and in the groups that it says', async () => {
    const seen = async (claims: object) =>
      (await runAs<{ viewer: object }>(claims, VIEWER)).data.viewer;
    expect(await seen(bob)).toEqual({
      name: `${prefix}bob@example.com`,
      groups: [`${prefix}team-a`, `${prefix}team-b`, 'system:authenticated'],
    });
    expect(await seen(stranger)).toEqual({
      name: `${prefix}mallory@example.com`,
      groups: ['system:authenticated'],
    });
    expect(
      await seen({ email: 'zoë', groups: ['Köln', 'a, b', '東京'] }),
    ).toEqual({
      name: `${prefix}zoë`,
      groups: [
        `${prefix}Köln`,
        `${prefix}a, b`,
        `${prefix}東京`,
        'system:authenticated',
      ],
    });
  });

  test('see and change exactly what they may, by user and by group', async () => {
    const look = (claims: object) =>
      runAs(
        claims,
        `{ hers: tenant(name: "${hers}") { name } theirs: tenant(name: "${theirs}") { name } }`,
      );
    const make = (claims: object, tenant: string) =>
      runAs(
        claims,
        `mutation { createApp(input: { tenant: "${tenant}", name: "web", image: "nginx:1.27" }) { app { name createdBy } userErrors { code } } }`,
      );
    expect((await look(alice)).data).toEqual({
      hers: { name: hers },
      theirs: null,
    });
    expect((await look(bob)).data).toEqual({
      hers: null,
      theirs: { name: theirs },
    });
    expect((await look(stranger)).data).toEqual({ hers: null, theirs: null });
    const notFound = {
      createApp: { app: null, userErrors: [{ code: 'NOT_FOUND' }] },
    };
    const made = (name: string) => ({
      createApp: {
        app: { name: 'web', createdBy: `${prefix}${name}@example.com` },
        userErrors: [],
      },
    });
    expect((await make(bob, hers)).data).toEqual(notFound);
    expect((await make(stranger, theirs)).data).toEqual(notFound);
    expect((await make(alice, hers)).data).toEqual(made('alice'));
    expect((await make(bob, theirs)).data).toEqual(made('bob'));
  });

  test('are nobody whom the cluster knows by itself, whatever their provider calls them', async () => {
    for (const claims of [
      { email: 'admin', groups: ['developers', 'cluster-admins'] },
      { email: 'alice' },
    ]) {
      const { data } = await runAs<{ viewer: { name: string } }>(
        claims,
        VIEWER,
      );
      expect(data.viewer.name).toBe(`${prefix}${claims.email}`);
      const listed = await runAs(claims, '{ cluster { nodes { name } } }');
      expect(listed.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    for (const claims of [
      { email: 'system:admin' },
      { email: 'x', groups: ['system:masters'] },
    ]) {
      const { status, errors } = await runAs(claims, VIEWER);
      expect([status, errors?.[0]?.extensions.code]).toEqual([
        401,
        'UNAUTHENTICATED',
      ]);
    }
  });

  test('do not come with tokens of the cluster, the most powerful one included', async () => {
    api.proxy.reset();
    for (const token of [
      api.plane.token('admin'),
      api.plane.token('alice'),
      api.impersonator.token,
    ]) {
      const { status, errors } = await api.run(VIEWER, {}, { token });
      expect([status, errors?.[0]?.extensions.code]).toEqual([
        401,
        'UNAUTHENTICATED',
      ]);
    }
    expect(api.proxy.passed).toEqual([]);
  });

  test('need no rights of the account that stands in for them, and it has none', async () => {
    const { statusCode, body } = await request(
      `${api.proxy.url}/api/v1/namespaces`,
      { headers: { authorization: `Bearer ${api.impersonator.token}` } },
    );
    expect([statusCode, await body.text()]).toEqual([
      403,
      expect.stringContaining(
        `User \\"${api.impersonator.name}\\" cannot list resource \\"namespaces\\"`,
      ),
    ]);
  });

  test('are told of an account that may not stand in for them as trouble of the server, not as an empty cluster', async () => {
    await api.impersonator.setRules([
      { apiGroups: [''], resources: ['users'], verbs: ['impersonate'] },
    ]);
    const { data, errors } = await runAs(
      alice,
      `{ tenant(name: "${hers}") { name } }`,
    );
    expect([data, errors?.[0]]).toMatchObject([
      { tenant: null },
      {
        message: expect.stringMatching(
          /Nothing is wrong with your token.*cannot impersonate/,
        ),
        extensions: { code: 'CLUSTER_UNAVAILABLE' },
      },
    ]);
    // Without groups the account is enough.
    const { errors: none } = await runAs(
      { email: 'alice@example.com' },
      VIEWER,
    );
    expect(none).toBeUndefined();
    await api.impersonator.setRules(MAY_IMPERSONATE);
  });

  test('can be held to reading by the rights of the account', async () => {
    await api.impersonator.setRules(MAY_READ_AS_CALLERS);
    const read = await runAs(
      alice,
      `{ viewer { name can(verb: "list", resource: "pods", tenant: "${hers}") { allowed } } tenant(name: "${hers}") { apps { nodes { name } } } }`,
    );
    expect([read.errors, read.data]).toEqual([
      undefined,
      {
        viewer: { name: `${prefix}alice@example.com`, can: { allowed: true } },
        tenant: { apps: { nodes: [{ name: 'web' }] } },
      },
    ]);
    const { errors } = await runAs(
      alice,
      `mutation { createApp(input: { tenant: "${hers}", name: "more", image: "nginx:1.27" }) { userErrors { code } } }`,
    );
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/cannot impersonate/),
      extensions: { code: 'CLUSTER_UNAVAILABLE' },
    });
    await api.impersonator.setRules(MAY_IMPERSONATE);
  });
});
