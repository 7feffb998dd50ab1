import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent, request } from 'undici';

import { CLUSTER_GRANTS, GRANTS } from '../fixtures/cluster-rights.js';
import {
  type ControlPlane,
  openControlPlane,
} from '../support/control-plane.js';

/** Who sends no token, or one that nobody gave out, asked of the cluster itself: nothing of what the roles speak of is answered. */
describe('nobody, at the cluster', () => {
  let plane: ControlPlane;
  let dispatcher: Agent;
  beforeAll(() => {
    plane = openControlPlane();
    dispatcher = new Agent({ connections: 16, connect: { ca: plane.ca } });
  });
  afterAll(async () => {
    await dispatcher.destroy();
    await plane.close();
  });

  const cells = [
    ...GRANTS.map((grant) => [grant, '/namespaces/kube-system'] as const),
    ...CLUSTER_GRANTS.map((grant) => [grant, ''] as const),
  ].flatMap(([[groupVersion, resource], place]) => {
    const [plural = '', subresource] = resource.split('/');
    const root = `/${groupVersion === 'v1' ? 'api' : 'apis'}/${groupVersion}${place}/${plural}`;
    const one = subresource ? `${root}/any/${subresource}` : `${root}/any`;
    return [
      ['GET', one],
      ['GET', subresource ? one : root],
      ['POST', `${subresource ? one : root}?dryRun=All`],
      ['PUT', `${one}?dryRun=All`],
      ['DELETE', `${one}?dryRun=All`],
    ] as const;
  });

  test.each([
    ['no token', undefined, [401, 403]],
    ['a token of nobody', 'Bearer made-up', [401]],
  ] as const)(
    'with %s is refused everything',
    async (_what, authorization, statuses) => {
      const answers = cells.map(async ([method, path]) => {
        const { statusCode, body } = await request(plane.server + path, {
          dispatcher,
          method,
          headers: {
            'content-type': 'application/json',
            ...(authorization && { authorization }),
          },
          ...(method.startsWith('P') && { body: '{}' }),
        });
        await body.dump();
        return [method, path, statusCode] as const;
      });
      const answered = (await Promise.all(answers)).filter(
        ([, , status]) => !(statuses as readonly number[]).includes(status),
      );
      expect(answered).toEqual([]);
      expect(cells.length).toBeGreaterThan(300);
    },
  );
});
