import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { aService, aWaitingPod } from './manifests.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';

let core = '';

beforeAll(async () => {
  core = `/api/v1/namespaces/${await aNamespace()}`;
});
afterAll(closePlane);

const namesOf = ({ items }: Thing) =>
  items.map(({ metadata }) => metadata.name);

describe('DELETE of a collection', () => {
  clause('D6/collection', 'MUST take what is selected', async () => {
    const configmaps = `${core}/configmaps`;
    for (const [name, app] of [
      ['b', 'x'],
      ['a', 'x'],
      ['c', 'y'],
      ['d', 'x'],
    ])
      await call('POST', configmaps, {
        body: { metadata: { name, labels: { app } } },
      });
    const byBoth = `${configmaps}?labelSelector=app%3Dx&fieldSelector=metadata.name!%3Dd`;
    const gone = await call('DELETE', byBoth);
    expect(gone.status).toBe(200);
    expect(gone.body.kind).toBe('ConfigMapList');
    expect(gone.body.metadata.resourceVersion).toMatch(/^\d+$/);
    expect(namesOf(gone.body)).toEqual(['a', 'b']);
    const left = await call('GET', `${configmaps}?labelSelector=app`);
    expect(namesOf(left.body)).toEqual(['c', 'd']);

    await call('POST', `${core}/services`, { body: aService('s') });
    const services = await call('DELETE', `${core}/services`);
    expect(services.status).toBe(200);
    expect(services.body.kind).toBe('ServiceList');
    expect(namesOf(services.body)).toEqual(['s']);
    expect((await call('GET', `${core}/services`)).body.items).toEqual([]);

    await call('POST', `${core}/pods`, { body: aWaitingPod('p') });
    const pods = await call('DELETE', `${core}/pods`);
    expect(namesOf(pods.body)).toEqual(['p']);
    const none = await call('DELETE', `${core}/pods`);
    expect(none.status).toBe(200);
    expect(none.body.items).toEqual([]);
  });

  clause('D6/namespaces', 'MUST NOT take all namespaces', async () => {
    const { status, body } = await call('DELETE', '/api/v1/namespaces');
    expect(status).toBe(405);
    expect(body).toEqual(
      failure({
        code: 405,
        reason: 'MethodNotAllowed',
        message:
          'the server does not allow this method on the requested resource',
        details: {},
      }),
    );
  });
});
