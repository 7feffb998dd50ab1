import { describe, expect, test } from '@jest/globals';

import { toConfig } from '../../../src/config/config.js';
import type { Environment } from '../../../src/config/env.js';

const config = (env: Environment) =>
  toConfig(
    { MOORAGE_CLUSTER: 'embedded', ...env },
    {
      homeKubeConfig: '/no/such/file',
      serviceAccountFolder: '/no/such/folder',
    },
  );

describe('the requests to the cluster', () => {
  test('are not limited unless it is said', () => {
    expect(config({}).cluster.rate).toBeUndefined();
    const MOORAGE_CLUSTER_REQUESTS_PER_SECOND = '2.5';
    expect(
      config({ MOORAGE_CLUSTER_REQUESTS_PER_SECOND }).cluster.rate,
    ).toEqual({ perSecond: 2.5, burst: 5 });
    const env = {
      MOORAGE_CLUSTER_REQUESTS_PER_SECOND,
      MOORAGE_CLUSTER_BURST: '20',
    };
    expect(config(env).cluster.rate).toEqual({ perSecond: 2.5, burst: 20 });
  });

  test.each<[Environment, RegExp]>([
    [{ MOORAGE_CLUSTER_REQUESTS_PER_SECOND: '0' }, /greater than 0/],
    [{ MOORAGE_CLUSTER_BURST: '5' }, /set MOORAGE_CLUSTER_REQUESTS_PER_SECOND/],
    [
      {
        MOORAGE_CLUSTER_REQUESTS_PER_SECOND: '1',
        MOORAGE_CLUSTER_BURST: '1.5',
      },
      /BURST must be a whole number/,
    ],
    [
      { MOORAGE_CLUSTER_HEADERS: 'X-Key: secret' },
      /not a JSON object, such as/,
    ],
    [{ MOORAGE_CLUSTER_HEADERS: '["secret"]' }, /not a JSON object/],
    [
      { MOORAGE_CLUSTER_HEADERS: '{"a b": "secret"}' },
      /"a b", which cannot be the name/,
    ],
    [
      { MOORAGE_CLUSTER_HEADERS: '{"X-Key": "secret\\r\\nHost: x"}' },
      /a value of X-Key that is no text/,
    ],
    ...['Authorization', 'Impersonate-User', 'X-Remote-Group', 'host'].map(
      (name): [Environment, RegExp] => [
        { MOORAGE_CLUSTER_HEADERS: JSON.stringify({ [name]: 'secret' }) },
        /which the server writes itself/,
      ],
    ),
    [
      { MOORAGE_CLUSTER_SERVER: 'https://other.example' },
      /takes the place of the address in a kubeconfig, but the cluster is the embedded one/,
    ],
  ])('%j is refused', (env, words) => {
    expect(() => config(env)).toThrow(words);
    expect(() => config(env)).not.toThrow(/secret/);
  });

  test('carry header fields of their own', () => {
    const MOORAGE_CLUSTER_HEADERS = '{"X-Gateway-Key": "abc"}';
    expect(config({ MOORAGE_CLUSTER_HEADERS }).cluster.headers).toEqual({
      'X-Gateway-Key': 'abc',
    });
  });
});
