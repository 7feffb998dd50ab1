import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { type OidcApi, startOidcApi } from '../support/start-oidc-api.js';

const RBAC = 'rbac.authorization.k8s.io';

/** Where the server stands in for callers, its account is two things: it impersonates, and with a role of its own it finds. */
describe('the tenants of people whom an identity provider knows', () => {
  let api: OidcApi;
  const batch = uniqueName('oidc');
  const prefix = `${batch}:`;
  const names = ['a', 'b', 'c'].map((letter) => `${batch}-${letter}`);
  const [first = '', second = '', third = ''] = names;

  beforeAll(async () => {
    api = await startOidcApi(prefix);
    for (const name of names)
      await api.plane.call('POST', '/api/v1/namespaces', {
        metadata: { name, labels: { 'moorage.dev/tenant': name } },
      });
    await bind(first, { kind: 'User', name: `${prefix}anna` });
    await bind(second, { kind: 'Group', name: `${prefix}team` });
    await bind(third, { kind: 'User', name: 'anna' });
  });
  afterAll(async () => {
    await api.plane
      .call('DELETE', `/apis/${RBAC}/v1/clusterrolebindings/${batch}`)
      .catch(() => undefined);
    for (const name of names)
      await api.plane.call('DELETE', `/api/v1/namespaces/${name}`);
    await api.stop();
  });

  async function bind(
    tenant: string,
    subject: { kind: string; name: string },
  ): Promise<void> {
    await api.plane.call(
      'POST',
      `/apis/${RBAC}/v1/namespaces/${tenant}/rolebindings`,
      {
        metadata: { name: 'members' },
        subjects: [{ apiGroup: RBAC, ...subject }],
        roleRef: {
          apiGroup: RBAC,
          kind: 'ClusterRole',
          name: 'moorage-viewer',
        },
      },
    );
  }
  const ask = async (claims: { email: string; groups?: string[] }) =>
    api.run<{ tenants: { nodes: { name: string }[] } | null }>(
      '{ tenants { nodes { name } } }',
      {},
      { token: await api.provider.sign(claims) },
    );

  test('are not found by an account that may only impersonate', async () => {
    const { data, errors } = await ask({ email: 'anna' });
    expect(data.tenants).toBeNull();
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('tenant(name: "...")'),
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain('impersonator');
  });

  test('are those that name the user or a group as the cluster knows them', async () => {
    const [, , namespace = '', name = ''] = api.impersonator.name.split(':');
    await api.plane.call('POST', `/apis/${RBAC}/v1/clusterrolebindings`, {
      metadata: { name: batch },
      subjects: [{ kind: 'ServiceAccount', namespace, name }],
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'moorage-server' },
    });
    const found = async (claims: { email: string; groups?: string[] }) =>
      (await ask(claims)).data.tenants?.nodes.map(({ name: tenant }) => tenant);
    await eventually(async () =>
      expect(await found({ email: 'anna' })).toEqual([first]),
    );
    expect(await found({ email: 'anna', groups: ['team'] })).toEqual([
      first,
      second,
    ]);
    expect(await found({ email: 'otto', groups: ['team'] })).toEqual([second]);
    expect(await found({ email: 'otto' })).toEqual([]);
  });
});
