import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { ask } from '../support/ask.js';
import {
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { type StartedServer, startServer } from '../support/start-server.js';

const SCHEMA = '{ __schema { queryType { name } } }';
const TYPE =
  'query Q { viewer { name } ...F } fragment F on Query { __type(name: "App") { name } }';

describe('the playground and introspection', () => {
  let cluster: ScriptedCluster;
  let inside: StartedServer;
  let outside: StartedServer;
  const bearer = { authorization: 'Bearer somebody' };

  beforeAll(async () => {
    cluster = await startScriptedCluster();
    [inside, outside] = await Promise.all([
      start({}),
      start({ HOST: '0.0.0.0' }),
    ]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([inside.stop(), outside.stop()]);
    await cluster.close();
    cluster.remove();
  });
  const start = (env: Record<string, string>) =>
    startServer({
      env: { KUBECONFIG: cluster.kubeconfig, MOORAGE_AUTH: 'token', ...env },
    });

  test('are open on this machine', async () => {
    expect(inside.output()).toContain(`The playground is at ${inside.url}\n`);
    expect((await fetch(inside.url)).status).toBe(200);
    expect((await ask(inside.url, SCHEMA, bearer)).data).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
    expect(
      (await ask(inside.url, '{ viewr { name } }', bearer)).errors?.[0]
        ?.message,
    ).toMatch(/Did you mean "viewer"/);
  });

  test('are closed on every other address, with a sentence for whoever meets that', async () => {
    expect(outside.output()).toContain(
      `The API is at ${outside.url}/graphql\n`,
    );
    expect(outside.output()).not.toContain('The playground is at');
    const page = await fetch(outside.url);
    expect([page.status, await page.text()]).toEqual([
      404,
      expect.stringMatching(
        /off on this server.*MOORAGE_PLAYGROUND=on.*\/graphql/,
      ),
    ]);
    expect((await fetch(`${outside.url}/playground/x.js`)).status).toBe(404);
    for (const query of [SCHEMA, TYPE, '{ s: __schema { types { name } } }']) {
      const { status, errors, data } = await ask(outside.url, query, bearer);
      expect([status, data, errors]).toEqual([
        400,
        undefined,
        [
          expect.objectContaining({
            message: expect.stringMatching(
              /Introspection is off.*schema\/schema\.graphql.*MOORAGE_INTROSPECTION=on/,
            ),
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          }),
        ],
      ]);
    }
    expect(
      (await ask(outside.url, '{ viewr { name } }', bearer)).errors?.[0]
        ?.message,
    ).not.toMatch(/Did you mean/);
    expect(
      (await ask(outside.url, '{ __typename viewer { __typename } }', bearer))
        .data,
    ).toEqual({ __typename: 'Query', viewer: { __typename: 'Viewer' } });
  });

  test('are what the operator says', async () => {
    const [opened, shut] = await Promise.all([
      start({
        HOST: '0.0.0.0',
        MOORAGE_PLAYGROUND: 'on',
        MOORAGE_INTROSPECTION: 'on',
      }),
      start({ MOORAGE_PLAYGROUND: 'off', MOORAGE_INTROSPECTION: 'off' }),
    ]);
    expect((await fetch(opened.url)).status).toBe(200);
    expect((await ask(opened.url, SCHEMA, bearer)).status).toBe(200);
    expect((await fetch(shut.url)).status).toBe(404);
    expect((await ask(shut.url, SCHEMA, bearer)).status).toBe(400);
    await Promise.all([opened.stop(), shut.stop()]);
  }, 60_000);
});
