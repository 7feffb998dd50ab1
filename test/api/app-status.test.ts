import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { createLimiter } from '../../src/lib/limiter.js';
import { openControlPlane } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { type Made, makeSituation } from '../support/make-situation.js';
import { recordFixture } from '../support/record-fixture.js';
import { REFUSED } from '../support/refused-situations.js';
import { SITUATIONS } from '../support/situations.js';
import { type Api, startApi } from '../support/start-api.js';
import { APP, type Situation } from '../support/status-situation.js';

/** A twentieth of the times: what blocks after a minute blocks after three seconds. */
const PATIENCE = '0.05';
const LONGEST_DAMPING = 3;
const QUERY = `query ($tenant: String!) { app(tenant: $tenant, name: "${APP}") {
  status { phase message observedAt serving { desired ready available updated old }
    rollout { id state message } problems { code severity title detail hint raw podNames container facts { key value } } }
  pods { nodes { name status problems { code } } } } }`;

interface Fact {
  key: string;
  value: string;
}
interface Answered {
  app: {
    status: {
      phase: string;
      message: string;
      serving: Record<string, number>;
      rollout: { id: string; state: string; message: string };
      problems: { code: string; facts: Fact[] }[];
    };
    pods: { nodes: { name: string; status: string; problems: object[] }[] };
  };
}

const ALL = SITUATIONS.filter(
  ({ name }) => process.env.ONLY?.includes(name) ?? true,
);
const isEmbedded = await lacksPolicies();
const lacks = ({ realOnly }: Situation) => realOnly === true && isEmbedded;
const MADE = ALL.filter((each) => !lacks(each));
const LEFT_OUT = ALL.filter(lacks);

describe('the status of an app', () => {
  let api: Api;
  const made = new Map<string, Made>();
  const checks = new Map<
    string,
    { seen: Promise<void>; healed: Promise<void> }
  >();

  beforeAll(async () => {
    api = await startApi({ MOORAGE_STATUS_PATIENCE: PATIENCE });
    const limit = createLimiter(6);
    for (const situation of MADE) {
      const seen = limit(() => check(situation));
      const healed = seen.then(() => limit(() => heal(situation)));
      healed.catch(() => undefined);
      checks.set(situation.name, { seen, healed });
    }
  }, 60_000);
  afterAll(async () => {
    await Promise.allSettled([...checks.values()].map(({ healed }) => healed));
    for (const each of made.values())
      await each.remove().catch(() => undefined);
    await api.stop();
  }, 60_000);

  const ask = async (tenant: string) => {
    const { data, errors } = await api.run<Answered>(QUERY, { tenant });
    expect(errors).toBeUndefined();
    return data.app;
  };

  /** Makes it, and asks as soon as the cluster shows it. */
  async function check(situation: Situation): Promise<void> {
    const { code, phase, facts } = situation;
    const done = await makeSituation(api.plane, situation);
    made.set(situation.name, done);
    recordFixture(situation, done.namespace, done.world);
    await eventually(
      async () => {
        const { status } = await ask(done.namespace);
        const [first] = status.problems;
        expect(toRecord(first?.facts)).toMatchObject(facts ?? {});
        expect({ code: first?.code, phase: status.phase }).toEqual({
          code,
          phase,
        });
      },
      5 + (REFUSED.includes(situation) ? 0 : LONGEST_DAMPING),
    );
  }

  /** Takes the cause away, and asks as soon as all pods are available. */
  async function heal(situation: Situation): Promise<void> {
    const done = made.get(situation.name);
    if (!done) return;
    await done.heal();
    await eventually(async () => {
      const { status, pods } = await ask(done.namespace);
      expect(status).toMatchObject({ phase: 'RUNNING', problems: [] });
      expect(status.rollout.state).toBe('COMPLETE');
      const { desired } = status.serving;
      expect(status.serving).toEqual({
        ...{ desired, ready: desired, available: desired, updated: desired },
        old: 0,
      });
      expect(pods.nodes.map((pod) => pod.status)).toContain('Running');
    }, 5);
  }

  test.each<Situation>(MADE)(
    '$name: $phase, $code',
    ({ name }) => checks.get(name)?.seen,
    180_000,
  );

  test.each<Situation>(MADE)(
    '$name: RUNNING when the cause is gone',
    ({ name }) => checks.get(name)?.healed,
    180_000,
  );

  for (const { name } of LEFT_OUT)
    test.skip(`${name}: the embedded cluster has no such kind`, () => {});
});

const toRecord = (facts: Fact[] = []) =>
  Object.fromEntries(facts.map(({ key, value }) => [key, value]));

/** The embedded cluster says in its README what it lacks. */
async function lacksPolicies(): Promise<boolean> {
  const plane = openControlPlane();
  const path = '/apis/admissionregistration.k8s.io/v1';
  const found = await plane.call('GET', path).catch(() => undefined);
  await plane.close();
  return found === undefined;
}
