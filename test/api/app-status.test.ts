import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { createLimiter } from '../../src/lib/limiter.js';
import { eventually } from '../support/eventually.js';
import { type Made, makeSituation } from '../support/make-situation.js';
import { PLACED } from '../support/placed-situations.js';
import { recordFixture } from '../support/record-fixture.js';
import { REFUSED } from '../support/refused-situations.js';
import { type Api, startApi } from '../support/start-api.js';
import { STARTED } from '../support/started-situations.js';
import { APP, type Situation } from '../support/status-situation.js';

/** A twentieth of the times: what blocks after a minute blocks after three seconds. */
const PATIENCE = '0.05';
const LONGEST_DAMPING = 3;
const QUERY = `query ($tenant: String!) { app(tenant: $tenant, name: "${APP}") {
  status { phase message observedAt serving { desired ready available updated old }
    rollout { id state message } problems { code severity title detail hint raw podNames container facts { key value } } }
  pods { nodes { name status problems { code } } } } }`;

interface Answered {
  app: {
    status: {
      phase: string;
      message: string;
      serving: Record<string, number>;
      rollout: { id: string; state: string; message: string };
      problems: { code: string; title: string; raw: string | null }[];
    };
    pods: { nodes: { name: string; status: string; problems: object[] }[] };
  };
}

describe('the status of an app', () => {
  let api: Api;
  const made = new Map<string, Promise<Made>>();
  const situations = [...REFUSED, ...PLACED, ...STARTED].filter(
    ({ name }) => process.env.ONLY?.split(',').includes(name) ?? true,
  );

  beforeAll(async () => {
    api = await startApi({ MOORAGE_STATUS_PATIENCE: PATIENCE });
    const isEmbedded = await lacksPolicies(api);
    const limit = createLimiter(6);
    for (const situation of situations) {
      if (situation.realOnly && isEmbedded) continue;
      const making = limit(() => makeSituation(api.plane, situation));
      making.catch(() => undefined);
      made.set(situation.name, making);
    }
  }, 60_000);
  afterAll(async () => {
    for (const each of made.values())
      await each.then(({ remove }) => remove()).catch(() => undefined);
    await api.stop();
  }, 60_000);

  const ask = async (tenant: string) => {
    const { data, errors } = await api.run<Answered>(QUERY, { tenant });
    expect(errors).toBeUndefined();
    return data.app;
  };

  test.each<Situation>(situations)(
    '$name: $phase, $code',
    async (situation) => {
      const making = made.get(situation.name);
      if (!making) return;
      const { namespace, world } = await making;
      recordFixture(situation, namespace, world);
      await eventually(async () => {
        const { status } = await ask(namespace);
        expect({
          code: status.problems[0]?.code,
          phase: status.phase,
          message: status.message,
        }).toEqual({
          code: situation.code,
          phase: situation.phase,
          message: expect.any(String),
        });
      }, 5 + LONGEST_DAMPING);
    },
    120_000,
  );
});

/** The embedded cluster says in its README which kinds it lacks. */
async function lacksPolicies({ plane }: Api): Promise<boolean> {
  const path = '/apis/admissionregistration.k8s.io/v1';
  return plane.call('GET', path).then(
    () => false,
    () => true,
  );
}
