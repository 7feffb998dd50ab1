import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';

import { eventually } from '../support/eventually.js';
import { type StartedServer, startServer } from '../support/start-server.js';

interface Answer {
  data: { cluster: { source: string; version: string } | null } | null;
  errors?: { extensions: { code: string } }[];
}

/** What somebody meets who has no cluster. */
describe('the embedded cluster', () => {
  let server: StartedServer;
  let home: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'moorage-test-'));
    server = await startServer({
      env: { KUBECONFIG: '', HOME: home, MOORAGE_DEMO: 'off' },
    });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(home, { recursive: true });
  });

  const ask = async (query: string): Promise<Answer> => {
    const answer = await request(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await answer.body.json()) as Answer;
  };
  const askForCluster = () => ask('{ cluster { source version } }');
  const childOf = (pid: number) =>
    Number(execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }));

  test('is started, and says loudly what it is', async () => {
    expect(server.output()).toMatch(/EMBEDDED cluster.*in memory/);
    expect(server.output()).toMatch(/gone when\s+this process ends/);
    expect(server.output()).toMatch(/set KUBECONFIG to its kubeconfig file/);
    expect((await askForCluster()).data?.cluster).toEqual({
      source: 'EMBEDDED',
      version: 'v1.37.2+moorage-devcluster',
    });
  });

  test('has the roles of tenants, and says what it lacks', async () => {
    const file = /export KUBECONFIG=(\S+)/.exec(server.output())?.[1] ?? '';
    const { clusters, users } = JSON.parse(readFileSync(file, 'utf8')) as {
      clusters: {
        cluster: { server: string; 'certificate-authority-data': string };
      }[];
      users: { user: { token: string } }[];
    };
    const { server: address = '', 'certificate-authority-data': ca = '' } =
      clusters[0]?.cluster ?? {};
    const dispatcher = new Agent({
      connect: { ca: Buffer.from(ca, 'base64').toString() },
    });
    const { statusCode } = await request(
      `${address}/apis/rbac.authorization.k8s.io/v1/clusterroles/moorage-admin`,
      {
        dispatcher,
        headers: { authorization: `Bearer ${users[0]?.user.token}` },
      },
    );
    await dispatcher.destroy();
    expect(statusCode).toBe(200);
    expect(server.output()).toMatch(
      /Not imitated, so not applied: ValidatingAdmissionPolicy/,
    );
  });

  test('is reached again by itself after it was killed', async () => {
    await ask(
      'mutation { createTenant(input: { name: "lost" }) { userErrors { message } } }',
    );
    process.kill(childOf(server.pid), 'SIGKILL');
    await eventually(async () => {
      const { errors } = await askForCluster();
      expect(errors?.[0]?.extensions.code).toBe('CLUSTER_UNAVAILABLE');
    });
    await eventually(async () => {
      expect((await askForCluster()).errors).toBeUndefined();
    });
    expect(server.output()).toMatch(
      /embedded cluster has ended and is started again; what it held is gone/,
    );
    expect(await ask('{ tenant(name: "lost") { name } }')).toMatchObject({
      data: { tenant: null },
    });
  });

  test('ends with the server', async () => {
    const child = childOf(server.pid);
    await server.stop();
    await eventually(async () => {
      expect(() => process.kill(child, 0)).toThrow(/ESRCH/);
      return Promise.resolve();
    });
  });
});
