import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { invalidStatus, isForbidden } from './invalid.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';

const FINALIZER = 'example.com/keep';

let configMaps: string;

beforeAll(async () => {
  configMaps = `/api/v1/namespaces/${await aNamespace()}/configmaps`;
});
afterAll(closePlane);

const patch = (name: string, metadata: object) =>
  call('PATCH', `${configMaps}/${name}`, {
    body: { metadata },
    type: PATCH.merge,
  });

/** Makes an object and deletes it, which its finalizer holds up. */
async function aDyingConfigMap(name: string) {
  await call('POST', configMaps, {
    body: { metadata: { name, finalizers: [FINALIZER] } },
  });
  const { body } = await call('DELETE', `${configMaps}/${name}`);
  expect(body.metadata.deletionTimestamp).toBeTruthy();
  return body.metadata;
}

describe('while an object is being deleted', () => {
  clause('U11/add', 'MUST refuse another finalizer', async () => {
    await aDyingConfigMap('add');
    const { status, body } = await patch('add', {
      finalizers: [FINALIZER, 'example.com/other'],
    });
    expect(body).toEqual(
      invalidStatus(
        'ConfigMap',
        'add',
        isForbidden(
          'metadata.finalizers',
          'no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/other"}',
        ),
      ),
    );
    expect(status).toBe(422);
    await patch('add', { finalizers: null });
  });

  clause('U11/last', 'MUST let it go with its last finalizer', async () => {
    await aDyingConfigMap('last');
    const { status, body } = await patch('last', { finalizers: [] });
    expect(status).toBe(200);
    expect(body.metadata.name).toBe('last');
    expect(body.metadata).not.toHaveProperty('finalizers');
    const gone = await call('GET', `${configMaps}/last`);
    expect(gone.status).toBe(404);
  });

  clause('U11/undelete', 'MUST not stop the deletion', async () => {
    const { deletionTimestamp } = await aDyingConfigMap('undelete');
    const { status, body } = await patch('undelete', {
      deletionTimestamp: null,
      labels: { a: 'b' },
    });
    expect(status).toBe(200);
    expect(body.metadata).toMatchObject({
      deletionTimestamp,
      labels: { a: 'b' },
    });
    await patch('undelete', { finalizers: null });
  });
});
