import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';

interface Payload {
  userErrors: { code: string; facts: { key: string; value: string }[] }[];
  changes: { kind: string; action: string }[];
}

const CALLS = 50;
const ROOM = 7;

/** A quota is counted by the cluster: so many callers at once get no more than there is, and everybody else is told the numbers. */
describe('a quota under many calls at once', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  test.each([
    ['createPod', 'pods', '/api/v1', 'pods'],
    ['createApp', 'count/deployments.apps', '/apis/apps/v1', 'deployments'],
  ] as const)(
    '%s against %s',
    async (field, resource, root, plural) => {
      const tenant = uniqueName('crowd');
      await api.run(
        `mutation { createTenant(input: { name: "${tenant}", podSecurity: BASELINE, quota: [{ resource: "${resource}", hard: "${ROOM}" }] }) { userErrors { message } } }`,
      );
      const type = `C${field.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { payload: ${field}(input: $input) { userErrors { code facts { key value } } changes { kind action } } }`;
      const answers = await Promise.all(
        Array.from({ length: CALLS }, (_, index) =>
          api.run<{ payload: Payload }>(query, {
            input: { tenant, name: `it-${index}`, image: 'nginx:1.27' },
          }),
        ),
      );
      expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
      const payloads = answers.map(({ data }) => data.payload);
      const refused = payloads.filter(
        ({ userErrors }) => userErrors.length > 0,
      );
      expect(refused).toHaveLength(CALLS - ROOM);
      for (const { userErrors, changes } of refused) {
        expect(userErrors).toEqual([
          {
            code: 'QUOTA_EXCEEDED',
            facts: [
              { key: 'quota', value: 'moorage' },
              { key: 'requested', value: `${resource}=1` },
              { key: 'used', value: `${resource}=${ROOM}` },
              { key: 'hard', value: `${resource}=${ROOM}` },
            ],
          },
        ]);
        expect(changes.filter(({ action }) => action !== 'FAILED')).toEqual([]);
      }
      const { items } = await api.plane.call<{ items: object[] }>(
        'GET',
        `${root}/namespaces/${tenant}/${plural}`,
      );
      expect(items).toHaveLength(ROOM);
    },
    60_000,
  );
});
