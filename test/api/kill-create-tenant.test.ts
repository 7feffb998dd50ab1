import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { guardsOf } from '../support/guards-of.js';
import { type Api, startApi } from '../support/start-api.js';
import { mutateTenant } from '../support/tenant-mutation.js';

const MEMBERS = [
  { kind: 'USER', name: 'carol', role: 'ADMIN' },
  { kind: 'GROUP', name: 'testers', role: 'VIEWER' },
];
const WRITES = 12;

describe('a server that is killed while it makes a tenant', () => {
  /** The server that repairs; others are killed. */
  let api: Api;
  let whole: Record<string, unknown>;
  beforeAll(async () => {
    api = await startApi();
    const name = uniqueName('whole');
    await mutateTenant(api, 'createTenant', { name, members: MEMBERS });
    whole = await guardsOf(api.plane, name);
  });
  afterAll(() => api.stop());

  test.each(Array.from({ length: WRITES }, (_, index) => [index + 1]))(
    'after write %i: nobody has rights before all guards stand, and a repair converges',
    async (steps) => {
      const name = uniqueName('killed');
      const doomed = await startApi();
      const killed = killAfter(doomed, steps);
      const call = mutateTenant(doomed, 'createTenant', {
        name,
        members: MEMBERS,
      });
      await Promise.all([expect(call).rejects.toThrow(), killed]);
      await doomed.stop();
      const left = await guardsOf(api.plane, name);
      const isBinding = (key: string) => key.startsWith('rolebindings/');
      if (Object.keys(whole).some((key) => !isBinding(key) && !(key in left)))
        expect(Object.keys(left).filter(isBinding)).toEqual([]);
      const repaired = await mutateTenant(api, 'repairTenant', { name });
      expect(repaired.userErrors).toEqual([]);
      expect(await guardsOf(api.plane, name)).toEqual(whole);
    },
  );

  /** Resolves when the server is dead: its n-th write has been carried out, and it never heard of it. */
  function killAfter(doomed: Api, steps: number): Promise<void> {
    let writes = 0;
    return new Promise((resolve) => {
      doomed.proxy.fault = (method, path) => {
        if (method === 'GET' || path.includes('/selfsubject')) return 'pass';
        writes++;
        return writes === steps
          ? { whenDone: () => void doomed.kill().then(resolve) }
          : 'pass';
      };
    });
  }
});
