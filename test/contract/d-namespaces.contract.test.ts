import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import {
  aNamespace,
  call,
  closePlane,
  PATCH,
  type Thing,
  watch,
} from './plane.js';

const MISSING = 'contract-that-nobody-made';
const IN_MISSING = `namespaces/${MISSING}`;

/** Something small of several groups, each with the path of its collection in a namespace. */
const CONTENT = [
  { path: '/api/v1', plural: 'configmaps', group: undefined, more: {} },
  {
    path: '/apis/apps/v1',
    plural: 'deployments',
    group: 'apps',
    more: {
      spec: {
        selector: { matchLabels: { a: 'b' } },
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { containers: [{ name: 'c', image: 'i' }] },
        },
      },
    },
  },
  {
    path: '/apis/rbac.authorization.k8s.io/v1',
    plural: 'roles',
    group: 'rbac.authorization.k8s.io',
    more: { rules: [] },
  },
];

/** A namespace whose content holds it while it is being deleted. */
async function aHeldNamespace(): Promise<string> {
  const namespace = await aNamespace();
  await call('POST', `/api/v1/namespaces/${namespace}/configmaps`, {
    body: { metadata: { name: 'held', finalizers: ['example.com/hold'] } },
  });
  return namespace;
}

const letGo = (namespace: string) =>
  call('PATCH', `/api/v1/namespaces/${namespace}/configmaps/held`, {
    type: PATCH.merge,
    body: { metadata: { finalizers: null } },
  });

afterAll(closePlane);

describe('a missing namespace', () => {
  clause('C3/no-namespace', 'MUST be a NotFound for creations', async () => {
    const notFound = failure({
      code: 404,
      reason: 'NotFound',
      message: `namespaces "${MISSING}" not found`,
      details: { name: MISSING, kind: 'namespaces' },
    });
    for (const { path, plural, more } of CONTENT) {
      const { status, body } = await call(
        'POST',
        `${path}/${IN_MISSING}/${plural}`,
        { body: { metadata: { name: 'x' }, ...more } },
      );
      expect(status).toBe(404);
      expect(body).toEqual(notFound);
    }
    // The namespace is looked for before the object is judged.
    const bad = await call('POST', `/api/v1/${IN_MISSING}/pods`, {
      body: { metadata: { name: 'Bad_Name' }, spec: { containers: [] } },
    });
    expect(bad.body).toEqual(notFound);
  });

  clause('C3/list-no-namespace', 'MUST be empty for readers', async () => {
    for (const { path, plural } of CONTENT) {
      const { status, body } = await call(
        'GET',
        `${path}/${IN_MISSING}/${plural}`,
      );
      expect(status).toBe(200);
      expect(body.items).toEqual([]);
    }
    const stream = await watch(`/api/v1/${IN_MISSING}/configmaps`);
    expect(stream.status).toBe(200);
    await stream.close();
    expect(stream.events).toEqual([]);
  });
});

describe('the deletion of a namespace', () => {
  let namespace = '';
  beforeAll(async () => {
    namespace = await aHeldNamespace();
  });
  afterAll(() => letGo(namespace));

  clause('D7/delete', 'MUST mark it and answer with it, always', async () => {
    const path = `/api/v1/namespaces/${namespace}`;
    const marked = {
      kind: 'Namespace',
      apiVersion: 'v1',
      metadata: {
        name: namespace,
        deletionTimestamp: expect.stringMatching(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        ) as unknown,
      },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Terminating' },
    };
    const first = await call('DELETE', path);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject(marked);
    expect(first.body.metadata.finalizers).toBeUndefined();

    const again = await call('DELETE', path);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject(marked);
    expect(again.body.metadata.uid).toBe(first.body.metadata.uid);
    expect(again.body.metadata.deletionTimestamp).toBe(
      first.body.metadata.deletionTimestamp,
    );
  });

  clause('D7/protected', 'MUST be refused for three namespaces', async () => {
    for (const name of ['default', 'kube-system', 'kube-public'])
      for (const options of ['', '?dryRun=All']) {
        const { status, body } = await call(
          'DELETE',
          `/api/v1/namespaces/${name}${options}`,
        );
        expect(status).toBe(403);
        expect(body).toEqual(
          failure({
            code: 403,
            reason: 'Forbidden',
            message: `namespaces "${name}" is forbidden: this namespace may not be deleted`,
            details: { name, kind: 'namespaces' },
          }),
        );
      }
  });
});

describe('a namespace that is being deleted', () => {
  let namespace = '';
  beforeAll(async () => {
    namespace = await aHeldNamespace();
    await call('DELETE', `/api/v1/namespaces/${namespace}`);
  });
  afterAll(() => letGo(namespace));

  const refusal = (group: string | undefined, kind: string, name: string) =>
    failure({
      code: 403,
      reason: 'Forbidden',
      message: `${group ? `${kind}.${group}` : kind} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
      details: {
        name,
        ...(group && { group }),
        kind,
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      },
    });

  clause('D8/create', 'MUST take nothing new', async () => {
    for (const { path, plural, group, more } of CONTENT) {
      const collection = `${path}/namespaces/${namespace}/${plural}`;
      const named = await call('POST', collection, {
        body: { metadata: { name: 'late' }, ...more },
      });
      expect(named.status).toBe(403);
      expect(named.body).toEqual(refusal(group, plural, 'late'));

      // Its name is not made yet when it is refused.
      const generated = await call('POST', collection, {
        body: { metadata: { generateName: 'late-' }, ...more },
      });
      expect(generated.body).toEqual(refusal(group, plural, 'late-'));
    }
  });

  clause('D8/others', 'MUST let updates and deletions pass', async () => {
    const path = `/api/v1/namespaces/${namespace}/configmaps/held`;
    const patched = await call('PATCH', path, {
      type: PATCH.merge,
      body: { data: { a: '1' } },
    });
    expect(patched.status).toBe(200);
    const replaced = await call<Thing>('PUT', path, {
      body: { metadata: { name: 'held', finalizers: ['example.com/hold'] } },
    });
    expect(replaced.status).toBe(200);
    expect(replaced.body.data).toBeUndefined();
    const deleted = await call('DELETE', path);
    expect(deleted.status).toBe(200);
    expect(deleted.body.metadata.deletionTimestamp).toMatch(/./);
  });
});
