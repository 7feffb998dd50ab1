import { describe, expect, test } from '@jest/globals';

import {
  type ApiCall,
  type ApiClient,
  ApiStatusError,
} from '../../../../devcluster/kubelet/api-client.js';
import { createConfigurationReader } from '../../../../devcluster/kubelet/configuration/configuration-reader.js';
import { volumeReferencesOf } from '../../../../devcluster/kubelet/configuration/volume-references.js';
import { toGoDuration } from '../../../../devcluster/kubelet/go-duration.js';
import { createLimit } from '../../../../devcluster/kubelet/limit.js';

describe('Secrets and ConfigMaps', () => {
  test('are asked for once by all who ask together', async () => {
    const calls: string[] = [];
    const client = {
      send: ({ path }: ApiCall) => {
        calls.push(path);
        return path.endsWith('/s')
          ? Promise.resolve({ type: 'Opaque', data: { a: '' } })
          : Promise.reject(new ApiStatusError(404, path));
      },
    } as unknown as ApiClient;
    const read = createConfigurationReader(client, createLimit(4));
    const answers = await Promise.all([
      read('Secret', 'shop', 's'),
      read('Secret', 'shop', 's'),
      read('ConfigMap', 'shop', 'm'),
    ]);
    expect(answers).toEqual([
      { type: 'Opaque', keys: new Set(['a']) },
      { type: 'Opaque', keys: new Set(['a']) },
      undefined,
    ]);
    expect(calls).toEqual([
      '/api/v1/namespaces/shop/secrets/s',
      '/api/v1/namespaces/shop/configmaps/m',
    ]);
  });

  test('of mounted volumes, projected ones too, but not of the token', () => {
    const mount = (name: string) => ({ name, mountPath: `/${name}` });
    const sources = [
      { secret: { name: 's', items: [{ key: 'k' }] } },
      { configMap: { name: 'm', optional: true } },
    ];
    expect(
      volumeReferencesOf({
        containers: [
          {
            name: 'c',
            image: 'i',
            volumeMounts: [
              mount('all'),
              mount('kube-api-access-x'),
              mount('e'),
            ],
          },
        ],
        volumes: [
          { name: 'all', projected: { sources } },
          { name: 'kube-api-access-x', projected: { sources } },
          { name: 'unused', secret: { secretName: 'x' } },
          { name: 'e' },
        ],
      }),
    ).toEqual([
      {
        volume: 'all',
        references: [
          { kind: 'Secret', name: 's', keys: ['k'], optional: false },
          { kind: 'ConfigMap', name: 'm', keys: [], optional: true },
        ],
      },
    ]);
  });
});

test.each([
  [412, '412ms'],
  [1204, '1.204s'],
  [10_000, '10s'],
  [80_000, '1m20s'],
  [300_000, '5m0s'],
  [3_723_000, '1h2m3s'],
])('%i ms are %s for Go', (ms, text) => {
  expect(toGoDuration(ms)).toBe(text);
});
