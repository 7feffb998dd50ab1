import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import type { Fault } from '../support/counting-proxy.js';
import { guardsOf } from '../support/guards-of.js';
import { type Api, startApi } from '../support/start-api.js';
import { actionsOf, mutateTenant } from '../support/tenant-mutation.js';

const MEMBERS = [
  { kind: 'USER', name: 'carol', role: 'ADMIN' },
  { kind: 'GROUP', name: 'testers', role: 'DEVELOPER' },
];
// The namespace, quota, limits, five policies, the account, two bindings, and the namespace again.
const WRITES = 12;

const refusal = {
  status: 403,
  body: { kind: 'Status', reason: 'Forbidden', message: 'scripted' },
};
const trouble = {
  status: 500,
  body: { kind: 'Status', reason: 'InternalError', message: 'scripted' },
};

describe('a createTenant that fails in its middle', () => {
  let api: Api;
  let whole: Record<string, unknown>;
  beforeAll(async () => {
    api = await startApi();
    const name = uniqueName('whole');
    await mutateTenant(api, 'createTenant', { name, members: MEMBERS });
    whole = await guardsOf(api.plane, name);
  });
  afterAll(() => api.stop());

  /** Makes trouble with the n-th object that is written, each time that it is tried. */
  const atWrite = (wanted: number, decide: () => ReturnType<Fault>): Fault => {
    const seen: string[] = [];
    return (method, path) => {
      if (method === 'GET' || path.includes('/selfsubject')) return 'pass';
      const call = `${method} ${path}`;
      if (!seen.includes(call)) seen.push(call);
      return seen.indexOf(call) === wanted - 1 ? decide() : 'pass';
    };
  };

  test.each(
    Array.from({ length: WRITES - 1 }, (_, index) => index + 2).flatMap(
      (at) =>
        [
          [at, 'refused', refusal],
          [at, 'in trouble', trouble],
        ] as const,
    ),
  )(
    'write %i %s: nobody has rights before all guards stand, and a repair completes it',
    async (at, _what, fault) => {
      const name = uniqueName('middle');
      api.proxy.fault = atWrite(at, () => fault);
      const payload = await mutateTenant(api, 'createTenant', {
        name,
        members: MEMBERS,
      });
      api.proxy.fault = () => 'pass';
      expect(payload.tenant?.name).toBe(name);
      expect(payload.userErrors).toMatchObject([
        { code: fault === refusal ? 'FORBIDDEN' : 'OUTCOME_UNKNOWN' },
      ]);
      const actions = actionsOf(payload).map((line) => line.split(' ')[0]);
      const done = actions.slice(0, at - 1);
      expect(
        done.filter((action) => !/CREATED|CONFIGURED/.test(action ?? '')),
      ).toEqual([]);
      expect(actions[at - 1]).toBe('FAILED');
      expect(
        actions.slice(at).filter((action) => action !== 'SKIPPED'),
      ).toEqual([]);
      const between = await guardsOf(api.plane, name);
      const missing = Object.keys(whole).filter((key) => !(key in between));
      const bound = Object.keys(between).filter((key) =>
        key.startsWith('rolebindings/'),
      );
      if (missing.some((key) => !key.startsWith('rolebindings/')))
        expect(bound).toEqual([]);
      await converges(name);
    },
  );

  test.each(Array.from({ length: WRITES }, (_, index) => [index + 1]))(
    'write %i whose answer is lost is found out, and all is there',
    async (at) => {
      const name = uniqueName('lost');
      let lost = false;
      api.proxy.fault = atWrite(at, () => {
        if (lost) return 'pass';
        lost = true;
        return 'lose';
      });
      const payload = await mutateTenant(api, 'createTenant', {
        name,
        members: MEMBERS,
      });
      api.proxy.fault = () => 'pass';
      expect(lost).toBe(true);
      expect(payload.userErrors).toEqual([]);
      expect(await guardsOf(api.plane, name)).toEqual(whole);
    },
  );

  test('a refused namespace leaves nothing', async () => {
    const name = uniqueName('none');
    api.proxy.fault = atWrite(1, () => refusal);
    const payload = await mutateTenant(api, 'createTenant', { name });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      tenant: null,
      userErrors: [{ code: 'FORBIDDEN' }],
    });
    await expect(
      api.plane.call('GET', `/api/v1/namespaces/${name}`),
    ).rejects.toThrow('404');
  });

  async function converges(name: string): Promise<void> {
    const dry = await mutateTenant(api, 'repairTenant', { name, dryRun: true });
    const before = await guardsOf(api.plane, name);
    const repaired = await mutateTenant(api, 'repairTenant', { name });
    expect(repaired.userErrors).toEqual([]);
    expect(actionsOf(repaired)).toEqual(actionsOf(dry));
    expect(before).not.toEqual(whole);
    expect(await guardsOf(api.plane, name)).toEqual(whole);
    const again = await mutateTenant(api, 'repairTenant', { name });
    expect(
      actionsOf(again).filter((line) => !line.startsWith('UNCHANGED')),
    ).toEqual([]);
  }
});
