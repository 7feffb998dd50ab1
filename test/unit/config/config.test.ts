import { describe, expect, test } from '@jest/globals';

import { toConfig } from '../../../src/config/config.js';
import type { Environment } from '../../../src/config/env.js';

const OIDC =
  '[{"issuer":"https://login.example.com","audience":"moorage","userClaim":"sub","userPrefix":"oidc:","groupsClaim":"groups","groupsPrefix":"oidc:"}]';
const server = (env: Environment) =>
  toConfig(
    { MOORAGE_CLUSTER: 'embedded', ...env },
    {
      homeKubeConfig: '/no/such/file',
      serviceAccountFolder: '/no/such/folder',
    },
  ).server;

describe('who may ask', () => {
  test.each([
    [{}, 'local'],
    [{ HOST: '::1' }, 'local'],
    [{ HOST: '127.8.9.1', MOORAGE_AUTH: 'token' }, 'token'],
    [{ HOST: '0.0.0.0', MOORAGE_AUTH: 'token' }, 'token'],
    [{ HOST: '10.0.0.7', MOORAGE_AUTH: 'oidc', MOORAGE_OIDC: OIDC }, 'oidc'],
    [{ MOORAGE_AUTH: 'oidc', MOORAGE_OIDC: OIDC }, 'oidc'],
  ] as [Environment, string][])('%j is %s', (env, kind) => {
    expect(server(env).auth.kind).toBe(kind);
  });

  test.each([
    '0.0.0.0',
    '::',
    '10.0.0.7',
    'moorage.example',
    '::ffff:127.0.0.1',
    '127.1',
  ])('nobody on %s as the own user', (HOST) => {
    for (const env of [{ HOST }, { HOST, MOORAGE_AUTH: 'local' }])
      expect(() => server(env)).toThrow(
        /everybody who reaches the port would act as the server's own user/,
      );
  });

  test('contradictions are refused', () => {
    expect(() => server({ MOORAGE_AUTH: 'oidc' })).toThrow(
      /needs MOORAGE_OIDC/,
    );
    for (const env of [{}, { MOORAGE_AUTH: 'token' }])
      expect(() => server({ ...env, MOORAGE_OIDC: OIDC })).toThrow(
        /set MOORAGE_AUTH=oidc, or remove MOORAGE_OIDC/,
      );
  });
});

describe('what is open', () => {
  test('is the playground and introspection on this machine, and elsewhere when it is said', () => {
    const open = (env: Environment) => {
      const { playground, introspection } = server({
        MOORAGE_AUTH: 'token',
        ...env,
      });
      return [playground, introspection];
    };
    expect(open({})).toEqual([true, true]);
    expect(open({ HOST: '0.0.0.0' })).toEqual([false, false]);
    expect(open({ HOST: '0.0.0.0', MOORAGE_PLAYGROUND: 'on' })).toEqual([
      true,
      false,
    ]);
    expect(open({ MOORAGE_INTROSPECTION: 'off' })).toEqual([true, false]);
    expect(() => open({ MOORAGE_PLAYGROUND: 'yes' })).toThrow(
      /must be one of on, off/,
    );
  });

  test('are no origins but those that are listed', () => {
    expect(server({}).corsOrigins).toEqual([]);
    expect(
      server({
        MOORAGE_CORS_ORIGINS: ' http://localhost:3000, ,http://127.0.0.1:5173 ',
      }).corsOrigins,
    ).toEqual(['http://localhost:3000', 'http://127.0.0.1:5173']);
  });
});
