import { describe, expect, test } from '@jest/globals';

import type { Connection } from '../../../src/cluster/connection.js';
import { connectionWarnings } from '../../../src/config/start-sentences.js';

const CONNECTION: Connection = {
  source: 'KUBECONFIG',
  name: 'c1',
  server: 'https://cluster.example:6443',
  insecure: false,
  own: { token: 'secret' },
};

describe('the way to the cluster', () => {
  test('that is safe needs no words', () => {
    expect(connectionWarnings(CONNECTION)).toEqual([]);
  });

  test('over plain HTTP is warned of, without the credential', () => {
    const basic = { username: 'admin', password: 'secret' };
    const [warning = '', ...others] = connectionWarnings({
      ...CONNECTION,
      server: 'http://127.0.0.1:8080',
      insecure: true,
      own: { basic },
    });
    expect(others).toEqual([]);
    expect(warning).toMatch(
      /^WARNING: http:\/\/127.0.0.1:8080 is plain HTTP: user name and password travel unencrypted/,
    );
    expect(warning).not.toMatch(/secret/);
  });

  test('without a check of the certificate is warned of', () => {
    expect(connectionWarnings({ ...CONNECTION, insecure: true })).toEqual([
      expect.stringMatching(/^WARNING: the certificate .* is not checked/),
    ]);
  });

  test('as somebody else says so', () => {
    const impersonate = { user: 'bob', groups: [], extra: {} };
    expect(connectionWarnings({ ...CONNECTION, own: { impersonate } })).toEqual(
      ['The user of the kubeconfig acts as "bob" at the cluster (as).'],
    );
  });
});
