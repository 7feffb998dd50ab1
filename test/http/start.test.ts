import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { startServer } from '../support/start-server.js';

describe('the start', () => {
  let cluster: ScriptedCluster;
  beforeAll(async () => {
    cluster = await startScriptedCluster();
  });
  afterAll(async () => {
    await cluster.close();
    cluster.remove();
  });

  test.each([
    [
      'another address without tokens',
      { HOST: '0.0.0.0' },
      /needs MOORAGE_AUTH=token or MOORAGE_AUTH=oidc/,
    ],
    [
      'local mode on another address',
      { HOST: '0.0.0.0', MOORAGE_AUTH: 'local' },
      /needs MOORAGE_AUTH=token or MOORAGE_AUTH=oidc/,
    ],
    [
      'a mode that says not whose tokens count',
      { MOORAGE_AUTH: 'oidc' },
      /needs MOORAGE_OIDC: whose tokens count.*"userPrefix":"oidc:"/,
    ],
    [
      'tokens of a provider in another mode',
      { MOORAGE_OIDC: '[]', MOORAGE_AUTH: 'token' },
      /MOORAGE_AUTH is token: set MOORAGE_AUTH=oidc, or remove MOORAGE_OIDC/,
    ],
    [
      'every page of the world',
      { MOORAGE_CORS_ORIGINS: '*' },
      /takes no "\*".*List each origin/,
    ],
    ['a port that is none', { PORT: 'http' }, /PORT is "http"/],
    ['an unknown mode', { MOORAGE_AUTH: 'none' }, /one of token, oidc, local/],
    [
      'an unknown place of the cluster',
      { MOORAGE_CLUSTER: 'moon' },
      /one of auto, embedded, kubeconfig, in-cluster/,
    ],
    [
      'a context of the embedded cluster',
      { MOORAGE_CLUSTER: 'embedded', MOORAGE_CONTEXT: 'admin' },
      /MOORAGE_CONTEXT .* embedded one: remove one/,
    ],
    [
      'no pod around it',
      { MOORAGE_CLUSTER: 'in-cluster' },
      /works in a pod only/,
    ],
    ['a missing kubeconfig', { KUBECONFIG: '/no/such/file' }, /does not exist/],
    [
      'an unknown context',
      { MOORAGE_CONTEXT: 'nope' },
      /no context "nope".*scripted/,
    ],
    [
      'a deadline of nothing',
      { MOORAGE_CLUSTER_READ_SECONDS: '0' },
      /greater than 0/,
    ],
  ] as [string, Record<string, string>, RegExp][])(
    '%s is refused with a sentence',
    async (_what, env, words) => {
      const started = startServer({
        env: { KUBECONFIG: cluster.kubeconfig, ...env },
      });
      const { message } = await started.then(
        () => new Error('it started'),
        (error: Error) => error,
      );
      expect(message).toMatch(words);
      expect(message).not.toMatch(/at .*\.js/);
    },
  );

  test('a kubeconfig that is no YAML is refused with a sentence', async () => {
    const file = join(cluster.kubeconfig, '..', 'broken');
    writeFileSync(file, 'a: [b');
    await expect(startServer({ env: { KUBECONFIG: file } })).rejects.toThrow(
      /cannot be read/,
    );
  });

  test('an account of nobody to act for callers with is refused with a sentence', async () => {
    const file = join(cluster.kubeconfig, '..', 'nobody');
    const config = JSON.parse(readFileSync(cluster.kubeconfig, 'utf8')) as {
      users: object[];
    };
    config.users = [{ name: 'own', user: {} }];
    writeFileSync(file, JSON.stringify(config));
    const entry = {
      issuer: 'https://login.example.com',
      audience: 'moorage',
      userClaim: 'sub',
      userPrefix: 'oidc:',
      groupsClaim: 'groups',
      groupsPrefix: 'oidc:',
    };
    const env = {
      KUBECONFIG: file,
      MOORAGE_AUTH: 'oidc',
      MOORAGE_OIDC: JSON.stringify([entry]),
    };
    await expect(startServer({ env })).rejects.toThrow(
      /^MOORAGE_AUTH=oidc needs a credential of the server's own/,
    );
  });

  test('a port that is taken is refused with a sentence', async () => {
    const port = new URL(cluster.url).port;
    await expect(
      startServer({ env: { KUBECONFIG: cluster.kubeconfig, PORT: port } }),
    ).rejects.toThrow(/is in use: set PORT/);
  });

  test('the server says which cluster it serves, and starts without it too', async () => {
    const server = await startServer({
      env: { KUBECONFIG: cluster.kubeconfig },
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(server.output()).toContain(
      `Moorage serves the cluster "scripted" at ${cluster.url} (from the kubeconfig).`,
    );
    expect(server.output()).toContain('Kubernetes v1.37.2');
    await server.stop();
    await cluster.close();
    const alone = await startServer({
      env: { KUBECONFIG: cluster.kubeconfig },
    });
    expect((await fetch(`${alone.url}/livez`)).status).toBe(200);
    expect((await fetch(`${alone.url}/readyz`)).status).toBe(503);
    await alone.stop();
  });
});
