import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';

describe('createTenant', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  test('smoke', async () => {
    const name = uniqueName('guarded');
    api.proxy.reset();
    const answer = await api.run(
      `mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { name version } userErrors { code message field facts { key value } kubernetes { message } } changes { kind name action reason diff { path before after } } warnings } }`,
      {
        input: {
          name,
          members: [{ kind: 'USER', name: 'carol', role: 'ADMIN' }],
        },
      },
    );
    console.log(JSON.stringify(answer, null, 1));
    console.log(
      api.proxy.passed
        .map(({ method, path, status }) => `${method} ${path} ${status}`)
        .join('\n'),
    );
    const r = await api.run(
      `mutation ($input: RepairTenantInput!) { repairTenant(input: $input) { tenant { name version } userErrors { code message field facts { key value } kubernetes { message } } changes { kind name action reason diff { path before after } } warnings } }`,
      { input: { name } },
    );
    console.log(JSON.stringify(r, null, 1));
    expect(answer.errors).toBeUndefined();
  });
});
