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

const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const KEY =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

let configMaps: string;

const create = (metadata: object) =>
  call('POST', `${configMaps}?dryRun=All`, {
    body: { metadata: { name: 'a', ...metadata } },
  });

/** Expects that a ConfigMap with this metadata is refused for the causes alone. */
async function expectRefusal(metadata: object, ...causes: Cause[]) {
  const { status, body } = await create(metadata);
  expect(body).toEqual(invalidStatus('ConfigMap', 'a', ...causes));
  expect(status).toBe(422);
}

beforeAll(async () => {
  configMaps = `/api/v1/namespaces/${await aNamespace()}/configmaps`;
});

afterAll(closePlane);

describe('labels and annotations', () => {
  clause('C9/label-key', 'MUST have qualified keys', async () => {
    await expectRefusal(
      { labels: { '-x': 'v' } },
      isInvalid('metadata.labels', '-x', KEY),
    );
    await expectRefusal(
      { labels: { 'A_b/x': 'v' } },
      isInvalid('metadata.labels', 'A_b/x', `prefix part ${SUBDOMAIN}`),
    );
    const long = `a.b/${'x'.repeat(64)}`;
    await expectRefusal(
      { labels: { [long]: 'v' } },
      isInvalid(
        'metadata.labels',
        long,
        'name part must be no more than 63 bytes',
      ),
    );
  });

  clause(
    'C9/label-key-empty',
    'MUST have keys of one or two parts',
    async () => {
      await expectRefusal(
        { labels: { '': 'v' } },
        isInvalid('metadata.labels', '', 'name part must be non-empty'),
        isInvalid('metadata.labels', '', KEY),
      );
      await expectRefusal(
        { labels: { 'x/y/z': 'v' } },
        isInvalid(
          'metadata.labels',
          'x/y/z',
          `a valid label key ${KEY.replace('name part ', '')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
        ),
      );
      await expectRefusal(
        { labels: { '/y': 'v' } },
        isInvalid('metadata.labels', '/y', 'prefix part must be non-empty'),
      );
    },
  );

  clause('C9/label-value', 'MUST have short plain values', async () => {
    const long = 'a'.repeat(64);
    await expectRefusal(
      { labels: { k: 'a b' } },
      isInvalid('metadata.labels', 'a b', VALUE),
    );
    await expectRefusal(
      { labels: { k: long } },
      isInvalid('metadata.labels', long, 'must be no more than 63 bytes'),
    );
    const { body } = await create({ labels: { k: '' } });
    expect(body.metadata.labels).toEqual({ k: '' });
  });

  clause(
    'C9/annotations',
    'MUST have qualified keys of any case and be of 256 KiB at most',
    async () => {
      await expectRefusal(
        { annotations: { '-x': '' } },
        isInvalid('metadata.annotations', '-x', KEY),
      );
      const most = 256 * 1024;
      const full = { k: 'x'.repeat(most - 1) };
      expect((await create({ annotations: full })).status).toBe(201);
      await expectRefusal(
        { annotations: { ...full, 'A.B/c': '' } },
        isTooLong('metadata.annotations', most),
      );
    },
  );

  clause('C9/order', 'MUST report every bad one, in any order', async () => {
    const labels = { '-a': 'v', '-b': 'v', c: '-', d: '+' };
    const { body } = await create({ labels });
    const { causes } = body.details as {
      causes: { field: string; reason: string; message: string }[];
    };
    const found = causes.map(({ field, reason, message }) => [
      field,
      reason,
      message,
    ]);
    expect(found).toHaveLength(4);
    expect(found).toEqual(
      expect.arrayContaining([
        isInvalid('metadata.labels', '-a', KEY),
        isInvalid('metadata.labels', '-b', KEY),
        isInvalid('metadata.labels', '-', VALUE),
        isInvalid('metadata.labels', '+', VALUE),
      ]),
    );
  });
});

describe('finalizers and owners', () => {
  clause('C10/finalizer-name', 'MUST be qualified or standard', async () => {
    const field = 'metadata.finalizers';
    await expectRefusal(
      { finalizers: ['a.b/c', 'nofqdn'] },
      isInvalid(
        `${field}[1]`,
        'nofqdn',
        'name is neither a standard finalizer name nor is it fully qualified',
      ),
    );
    await expectRefusal(
      { finalizers: ['a.b/-'] },
      isInvalid(field, 'a.b/-', KEY),
    );
    const both = ['orphan', 'foregroundDeletion'];
    await expectRefusal(
      { finalizers: both },
      isInvalid(
        field,
        both,
        'finalizer orphan and foregroundDeletion cannot be both set',
      ),
    );
  });

  clause('C11/owner', 'MUST be named in full', async () => {
    const field = 'metadata.ownerReferences[0]';
    await expectRefusal(
      { ownerReferences: [{}] },
      ...['apiVersion', 'kind', 'name', 'uid'].map((key) =>
        isRequired(`${field}.${key}`, 'must not be empty'),
      ),
    );
    const wrong = { apiVersion: 'a/b/c', kind: 'K', name: 'n', uid: 'u' };
    await expectRefusal(
      { ownerReferences: [wrong] },
      isInvalid(
        `${field}.apiVersion`,
        'a/b/c',
        'must be <group>/<version> or <version>',
      ),
    );
  });

  clause('C11/one-controller', 'MUST be one controller at most', async () => {
    const ownerReferences = ['p', 'q'].map((name) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      name,
      uid: `uid-of-${name}`,
      controller: true,
    }));
    await expectRefusal(
      { ownerReferences },
      isInvalid(
        'metadata.ownerReferences',
        ownerReferences,
        'Only one reference can have Controller set to true. Found "true" in references for Pod/p and Pod/q',
      ),
    );
  });
});
