import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import {
  type Cause,
  invalidStatus,
  isInvalid,
  isRequired,
  isTooLong,
} from './invalid.js';
import { aNamespace, call, closePlane } from './plane.js';

const MOST = 1024 * 1024;
const CONFIG_KEY =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

const base64 = (text: string) => Buffer.from(text).toString('base64');

let core: string;

const create = (plural: string, more: object, name = 'a', query = '') =>
  call('POST', `${core}/${plural}${query}`, {
    body: { metadata: { name }, ...more },
  });

/** Expects that a creation is refused for the causes alone. */
async function expectRefusal(kind: string, more: object, ...causes: Cause[]) {
  const plural = `${kind.toLowerCase()}s`;
  const { status, body } = await create(plural, more, 'a', '?dryRun=All');
  expect(body).toEqual(invalidStatus(kind, 'a', ...causes));
  expect(status).toBe(422);
}

beforeAll(async () => {
  core = `/api/v1/namespaces/${await aNamespace()}`;
});

afterAll(closePlane);

describe('secrets and config maps', () => {
  clause(
    'K15/secret',
    'MUST be kept in base64 and fit their type',
    async () => {
      const { body } = await create('secrets', {
        stringData: { a: 'text', b: 'é' },
        data: { a: base64('other'), c: base64('kept') },
      });
      expect(body).toMatchObject({
        type: 'Opaque',
        data: { a: base64('text'), b: base64('é'), c: base64('kept') },
      });
      expect(body).not.toHaveProperty('stringData');
      const { body: stored } = await call('GET', `${core}/secrets/a`);
      expect(stored).not.toHaveProperty('stringData');

      await expectRefusal(
        'Secret',
        { type: 'kubernetes.io/tls' },
        isRequired('data[tls.crt]'),
        isRequired('data[tls.key]'),
      );
      await expectRefusal(
        'Secret',
        { type: 'kubernetes.io/dockerconfigjson', stringData: { a: 'b' } },
        isRequired('data[.dockerconfigjson]'),
      );
      await expectRefusal(
        'Secret',
        {
          type: 'kubernetes.io/dockerconfigjson',
          stringData: { '.dockerconfigjson': '[]' },
        },
        isInvalid(
          'data[.dockerconfigjson]',
          '<secret contents redacted>',
          'json: cannot unmarshal array into Go value of type map[string]interface {}',
        ),
      );
      const complete = await create(
        'secrets',
        {
          type: 'kubernetes.io/tls',
          stringData: { 'tls.crt': '', 'tls.key': '' },
        },
        'tls',
      );
      expect(complete.body).toMatchObject({
        type: 'kubernetes.io/tls',
        data: { 'tls.crt': '', 'tls.key': '' },
      });
    },
  );

  clause('K15/keys', 'MUST have keys that can be names of files', async () => {
    const data = { 'a b': '' };
    for (const kind of ['ConfigMap', 'Secret'])
      await expectRefusal(
        kind,
        { data },
        isInvalid('data[a b]', 'a b', CONFIG_KEY),
      );
    await expectRefusal(
      'ConfigMap',
      { data: { '..': '' } },
      isInvalid('data[..]', '..', "must not be '..'"),
    );
    await expectRefusal(
      'ConfigMap',
      { data: { '..x': '' } },
      isInvalid('data[..x]', '..x', "must not start with '..'"),
    );
    await expectRefusal(
      'ConfigMap',
      { data: { k: '' }, binaryData: { k: '' } },
      isInvalid('data[k]', 'k', 'duplicate of key present in binaryData'),
    );
  });

  clause('K15/size', 'MUST hold 1 MiB at most', async () => {
    const full = { k: 'x'.repeat(MOST) };
    const most = await create('configmaps', { data: full }, 'full');
    expect(most.status).toBe(201);
    await expectRefusal(
      'ConfigMap',
      { data: full, binaryData: { b: base64('x') } },
      isTooLong('[]', MOST),
    );
    await expectRefusal(
      'Secret',
      { stringData: { k: `${full.k}x` } },
      isTooLong('data', MOST),
    );
  });
});

describe('a claim of storage', () => {
  const spec = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  };

  clause('K16/pvc', 'MUST wait, protected, as a file system', async () => {
    const { body } = await create('persistentvolumeclaims', { spec });
    expect(body).toMatchObject({
      metadata: { finalizers: ['kubernetes.io/pvc-protection'] },
      spec: { ...spec, volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    });
    await expectRefusal(
      'PersistentVolumeClaim',
      { spec: {} },
      isRequired('spec.accessModes', 'at least 1 access mode is required'),
      isRequired('spec.resources[storage]'),
    );
    await expectRefusal(
      'PersistentVolumeClaim',
      { spec: { ...spec, resources: { requests: { storage: '0' } } } },
      isInvalid('spec.resources[storage]', '0', 'must be greater than zero'),
    );
  });
});
