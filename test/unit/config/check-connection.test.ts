import { describe, expect, test } from '@jest/globals';

import type { Connection } from '../../../src/cluster/connection.js';
import { checkConnection } from '../../../src/config/check-connection.js';

const CONNECTION: Connection = {
  source: 'KUBECONFIG',
  name: 'c1',
  server: 'https://cluster.example:6443',
  insecure: false,
  own: { token: 'own' },
};
const OIDC = { kind: 'oidc' as const, issuers: [] };
const check = (
  more: Partial<Connection>,
  auth: Parameters<typeof checkConnection>[1],
) => checkConnection({ ...CONNECTION, ...more }, auth);

describe('the connection to the cluster', () => {
  test('may be plain or unchecked on this machine, and for its owner', () => {
    for (const auth of [OIDC, { kind: 'token' as const }]) {
      check({}, auth);
      check({ server: 'http://127.0.0.1:8001' }, auth);
      check({ server: 'https://[::1]:6443', insecure: true }, auth);
    }
    check({ insecure: true, own: {} }, { kind: 'local' });
  });

  test('must keep tokens on their way', () => {
    const token = { kind: 'token' as const };
    expect(() => check({ server: 'http://cluster.example' }, token)).toThrow(
      /plain HTTP: the callers' tokens could be read/,
    );
    expect(() => check({ insecure: true }, token)).toThrow(
      /is not checked.*take the callers' tokens/,
    );
    expect(() => check({ insecure: true }, OIDC)).toThrow(
      /take the credential that may act for every caller/,
    );
  });

  test('must bring a credential to act for callers with', () => {
    expect(() => check({ own: {} }, OIDC)).toThrow(
      /needs a credential of the server's own/,
    );
    check({ own: { certificate: { cert: 'c', key: 'k' } } }, OIDC);
    check({ own: { tokenFile: '/token' } }, OIDC);
  });

  test('may not act as somebody already', () => {
    const impersonate = { user: 'bob', groups: [], extra: {} };
    expect(() => check({ own: { token: 'own', impersonate } }, OIDC)).toThrow(
      /acts as "bob" \(as\).*Remove it/,
    );
    check({ own: { token: 'own', impersonate } }, { kind: 'token' });
  });
});
