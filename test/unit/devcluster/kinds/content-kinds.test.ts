import { describe, expect, test } from '@jest/globals';

import { configMaps } from '../../../../devcluster/kinds/config-map.js';
import { secrets } from '../../../../devcluster/kinds/secret.js';
import { serviceAccounts } from '../../../../devcluster/kinds/service-account.js';
import { changeRefusals, refusalsOf, toShown } from './drafts.js';

const MOST = 1024 * 1024;
const SEALED = 'field is immutable when `immutable` is set';

describe('a config map', () => {
  test('counts its bytes, not its letters', () => {
    const tooLong = [`[]: Too long: may not be more than ${MOST} bytes`];
    expect(
      refusalsOf(configMaps, { data: { k: 'é'.repeat(MOST / 2) } }),
    ).toEqual([]);
    expect(
      refusalsOf(configMaps, { data: { k: `${'é'.repeat(MOST / 2)}x` } }),
    ).toEqual(tooLong);
    expect(
      refusalsOf(configMaps, {
        data: { k: 'x'.repeat(MOST) },
        binaryData: { b: 'AA==' },
      }),
    ).toEqual(tooLong);
  });

  test('that is sealed stays', () => {
    const sealed = {
      immutable: true,
      data: { k: 'v' },
      binaryData: { b: 'AA==' },
    };
    expect(changeRefusals(configMaps, sealed, sealed)).toEqual([]);
    expect(changeRefusals(configMaps, sealed, { data: { k: 'w' } })).toEqual(
      ['immutable', 'data', 'binaryData'].map(
        (field) => `${field}: Forbidden: ${SEALED}`,
      ),
    );
    expect(changeRefusals(configMaps, { data: { k: 'v' } }, sealed)).toEqual(
      [],
    );
  });
});

describe('a secret', () => {
  test('takes texts in', () => {
    const shown = toShown(secrets, {
      stringData: { a: 'x' },
      data: { a: 'AA==', b: 'AA==' },
    });
    expect(shown).toMatchObject({
      type: 'Opaque',
      data: { a: 'eA==', b: 'AA==' },
    });
    expect(shown).not.toHaveProperty('stringData');
    expect(secrets.fields?.type?.(shown)).toBe('Opaque');
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      'kubernetes.io/tls',
      { 'tls.crt': 'x' },
      ['data[tls.key]: Required value'],
    ],
    [
      'kubernetes.io/basic-auth',
      {},
      ['data[username]: Required value', 'data[password]: Required value'],
    ],
    ['kubernetes.io/basic-auth', { password: 'x' }, []],
    [
      'kubernetes.io/ssh-auth',
      { 'ssh-privatekey': '' },
      ['data[ssh-privatekey]: Required value'],
    ],
    [
      'kubernetes.io/service-account-token',
      {},
      [
        'metadata.annotations[kubernetes.io/service-account.name]: Required value',
      ],
    ],
    ['kubernetes.io/dockercfg', { '.dockercfg': 'null' }, []],
    [
      'kubernetes.io/dockercfg',
      { '.dockercfg': 'x' },
      [
        `data[.dockercfg]: Invalid value: "<secret contents redacted>": invalid character 'x' looking for beginning of value`,
      ],
    ],
    [
      'kubernetes.io/dockerconfigjson',
      { '.dockerconfigjson': '{' },
      [
        'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": unexpected end of JSON input',
      ],
    ],
    [
      'kubernetes.io/dockerconfigjson',
      { '.dockerconfigjson': 'true' },
      [
        'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": json: cannot unmarshal bool into Go value of type map[string]interface {}',
      ],
    ],
    ['example.com/own', {}, []],
  ])('of type %s with %j', (type, stringData, expected) => {
    expect(refusalsOf(secrets, { type, stringData })).toEqual(expected);
  });

  test('keeps its type, and its content when it is sealed', () => {
    expect(changeRefusals(secrets, { type: 'a/b' }, { type: 'foo' })).toEqual([
      'type: Invalid value: "foo": field is immutable',
    ]);
    const sealed = { immutable: true, stringData: { k: 'v' } };
    expect(
      changeRefusals(secrets, sealed, { ...sealed, stringData: {} }),
    ).toEqual([`data: Forbidden: ${SEALED}`]);
  });
});

test('a service account knows the secrets of its namespace by name', () => {
  const body = { secrets: [{ name: 'x', kind: 'Secret', namespace: 'y' }] };
  expect(toShown(serviceAccounts, body).secrets).toEqual([{ name: 'x' }]);
});
