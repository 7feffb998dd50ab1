import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test,
} from '@jest/globals';

import { ask } from '../support/ask.js';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '../support/identity-provider.js';
import {
  answer,
  healthy,
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { type StartedServer, startServer } from '../support/start-server.js';

const VIEWER = '{ viewer { name } }';
const ALICE = { email: 'alice@example.com', groups: ['team-a', 'team, b'] };

describe('callers of an identity provider', () => {
  let cluster: ScriptedCluster;
  let provider: IdentityProvider;
  let server: StartedServer;
  const sent: string[] = [];
  const answered: string[] = [];

  beforeAll(async () => {
    [cluster, provider] = await Promise.all([
      startScriptedCluster(),
      startIdentityProvider(),
    ]);
    server = await start();
    await settled();
  }, 60_000);
  afterEach(() => {
    cluster.script = healthy;
    cluster.arrived.length = 0;
  });
  afterAll(async () => {
    await server.stop();
    await Promise.all([cluster.close(), provider.close()]);
    cluster.remove();
  });

  const start = () =>
    startServer({
      env: {
        KUBECONFIG: cluster.kubeconfig,
        MOORAGE_AUTH: 'oidc',
        MOORAGE_OIDC: JSON.stringify([provider.entry]),
        MOORAGE_LOG_LEVEL: 'trace',
      },
    });
  /** The questions of the start have been asked. */
  const settled = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    cluster.arrived.length = 0;
  };
  const askAs = async (
    token: string,
    query: string | { body: string } = VIEWER,
    headers: Record<string, string> = {},
  ) => {
    sent.push(token);
    const reply = await ask(server.url, query, {
      authorization: `Bearer ${token}`,
      ...headers,
    });
    answered.push(reply.text, JSON.stringify(reply.headers));
    return reply;
  };

  test("are named to the cluster, by the server's own account and never by their token", async () => {
    const token = await provider.sign(ALICE);
    const { data } = await askAs(token);
    expect(data).toEqual({ viewer: { name: 'somebody' } });
    expect(cluster.arrived).toHaveLength(1);
    expect(cluster.arrived[0]?.headers).toMatchObject({
      authorization: ['Bearer own'],
      'impersonate-user': ['oidc:alice@example.com'],
      'impersonate-group': ['oidc:team-a', 'oidc:team, b'],
    });
    expect(JSON.stringify(cluster.arrived)).not.toContain(token);
  });

  test('cannot name somebody else by header fields of their own', async () => {
    const forged = {
      'impersonate-user': 'root',
      'impersonate-group': 'system:masters',
      'impersonate-uid': '0',
      'impersonate-extra-scopes': 'all',
      'x-remote-user': 'root',
      'x-remote-group': 'system:masters',
      'x-remote-extra-scopes': 'all',
    };
    await askAs(
      await provider.sign({ email: 'bob@example.com' }),
      VIEWER,
      forged,
    );
    const headers: Record<string, unknown> = cluster.arrived[0]?.headers ?? {};
    const names = Object.keys(headers).filter((name) =>
      /^(impersonate|x-remote)-/.test(name),
    );
    expect([names, headers['impersonate-user']]).toEqual([
      ['impersonate-user'],
      ['oidc:bob@example.com'],
    ]);
  });

  test('who send no token, or a bad one, are refused, and the cluster hears nothing of it', async () => {
    const good = await provider.sign(ALICE);
    const bad: [string | undefined, RegExp][] = [
      [undefined, /Send a bearer token/],
      ['Basic YTpi', /malformed/],
      ['Bearer', /malformed/],
      ['Bearer garbage', /one that this server can read/],
      ['Bearer own', /one that this server can read/],
      [`Bearer ${good} ${good}`, /malformed/],
      [`Bearer ${await provider.sign(ALICE, { expiresIn: -90 })}`, /expired/],
      [`Bearer ${await provider.sign({ ...ALICE, aud: 'x' })}`, /\(aud\)/],
      [`Bearer ${await provider.sign({})}`, /no claim "email"/],
      [
        `Bearer ${await provider.sign({ ...ALICE, groups: ['system:masters'] })}`,
        /"system:"/,
      ],
    ];
    const mutation =
      'mutation { createTenant(input: { name: "acme" }) { userErrors { code } } }';
    for (const [authorization, words] of bad) {
      if (authorization) sent.push(authorization.slice(7));
      for (const query of [VIEWER, mutation, 'no graphql']) {
        const reply = await ask(
          server.url,
          query,
          authorization === undefined ? {} : { authorization },
        );
        answered.push(reply.text);
        expect([
          reply.status,
          reply.errors?.[0]?.extensions.code,
          reply.headers['www-authenticate'],
          reply.data,
        ]).toEqual([401, 'UNAUTHENTICATED', 'Bearer', undefined]);
        expect(reply.errors?.[0]?.message).toMatch(words);
      }
    }
    expect(cluster.arrived).toEqual([]);
  });

  test('whose token is too large for any server are told what to do', async () => {
    const token = await provider.sign({
      ...ALICE,
      groups: Array.from({ length: 3_000 }, (_, index) => `team-${index}`),
    });
    const { status, errors } = await askAs(token);
    expect([status, errors?.[0]]).toEqual([
      431,
      {
        message: expect.stringMatching(/larger than 16 KiB.*fewer groups/),
        extensions: { code: 'BAD_REQUEST' },
      },
    ]);
    expect(cluster.arrived).toEqual([]);
  });

  test('learn that it is the server whom the cluster refuses, not them', async () => {
    const token = await provider.sign(ALICE);
    const refusals: [number, string, RegExp][] = [
      [401, 'Unauthorized', /does not accept the server's own credential/],
      [
        403,
        'users "oidc:alice@example.com" is forbidden: User "system:serviceaccount:moorage:moorage" cannot impersonate resource "users" in API group "" at the cluster scope',
        /does not let the server act for its callers: users/,
      ],
      [
        403,
        'namespaces "acme" is forbidden: User "system:serviceaccount:moorage:moorage" cannot impersonate-on:user-info:get resource "namespaces" in API group "" at the cluster scope',
        /does not let the server act for its callers: namespaces/,
      ],
      [
        403,
        'users.authentication.k8s.io "oidc:alice@example.com" is forbidden: User "system:serviceaccount:moorage:moorage" cannot impersonate:user-info resource "users" in API group "authentication.k8s.io" at the cluster scope',
        /does not let the server act for its callers: users/,
      ],
    ];
    for (const [status, message, words] of refusals) {
      cluster.script = (_arrived, response) =>
        answer(response, status, {
          kind: 'Status',
          reason: status === 401 ? 'Unauthorized' : 'Forbidden',
          message,
        });
      for (const query of [
        VIEWER,
        '{ tenant(name: "acme") { name } }',
        'mutation { createTenant(input: { name: "acme" }) { userErrors { code } } }',
      ]) {
        const { errors } = await askAs(token, query);
        expect(errors?.[0]).toMatchObject({
          message: expect.stringMatching(words),
          extensions: { code: 'CLUSTER_UNAVAILABLE', retryable: false },
        });
        expect(errors?.[0]?.message).toMatch(/Tell the operator/);
      }
    }
  });

  test('are refused by the cluster for themselves as ever', async () => {
    cluster.script = (_arrived, response) =>
      answer(response, 403, {
        kind: 'Status',
        reason: 'Forbidden',
        message:
          'selfsubjectreviews is forbidden: User "oidc:alice@example.com" cannot create resource "selfsubjectreviews"',
      });
    const { errors } = await askAs(await provider.sign(ALICE));
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('wait while their provider is away, and go on with its new keys when it is back', async () => {
    const old = await provider.sign(ALICE);
    await provider.close();
    const late = await start();
    sent.push(old);
    const away = await ask(late.url, VIEWER, {
      authorization: `Bearer ${old}`,
    });
    expect([away.status, away.headers['retry-after'], away.errors]).toEqual([
      503,
      '5',
      [
        {
          message: expect.stringMatching(/cannot be asked for its keys/),
          extensions: {
            code: 'ISSUER_UNAVAILABLE',
            retryable: true,
            retryAfterSeconds: 5,
          },
        },
      ],
    ]);
    expect(late.output()).toContain(
      `"reason":"${provider.url}/.well-known/openid-configuration cannot be reached (ECONNREFUSED)"`,
    );
    expect((await askAs(old)).status).toBe(200);

    await provider.reopen();
    await provider.rotate();
    // It is not asked again at once, whoever comes.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const token = await provider.sign(ALICE);
    const back = await ask(late.url, VIEWER, {
      authorization: `Bearer ${token}`,
    });
    expect(back.data).toEqual({ viewer: { name: 'somebody' } });
    expect((await askAs(token)).status).toBe(200);
    expect((await askAs(old)).errors?.[0]?.message).toMatch(
      /a key that its issuer does not publish/,
    );
    answered.push(away.text, back.text, late.output());
    await late.stop();
  }, 60_000);

  test('the start says whose tokens count, and warns of an account that may not impersonate', async () => {
    expect(server.output()).toContain(
      `Each caller sends a token of ${provider.url}, and the server acts as them (impersonation).`,
    );
    cluster.script = (arrived, response) =>
      arrived.path.endsWith('/selfsubjectaccessreviews')
        ? answer(response, 201, { status: { allowed: false } })
        : healthy(arrived, response);
    const other = await start();
    await settled();
    expect(other.output()).toMatch(
      /WARNING: the server's own account "somebody" may not impersonate every user and group/,
    );
    await other.stop();
  });

  test('their tokens show up in no answer and in nothing that the server prints', () => {
    expect(sent.length).toBeGreaterThan(20);
    expect(server.output()).toContain('"msg":"A caller was refused"');
    const shown = [...answered, server.output()].join('\n');
    for (const token of sent.filter((each) => each.length > 4)) {
      for (const part of token.split(/[. ]/).filter((each) => each.length > 20))
        expect(shown).not.toContain(part);
    }
  });
});
