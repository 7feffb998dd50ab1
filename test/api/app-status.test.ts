import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { createLimiter } from '../../src/lib/limiter.js';
import { eventually } from '../support/eventually.js';
import { type Made, makeSituation } from '../support/make-situation.js';
import { PLACED } from '../support/placed-situations.js';
import { recordFixture } from '../support/record-fixture.js';
import { REFUSED } from '../support/refused-situations.js';
import { type Api, startApi } from '../support/start-api.js';
import { STARTED } from '../support/started-situations.js';
import {
  aDeployment,
  APP,
  type Situation,
} from '../support/status-situation.js';

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
  const made: Made[] = [];
  const checks = new Map<string, Promise<void>>();
  const situations = [...REFUSED, ...PLACED, ...STARTED].filter(
    ({ name }) => process.env.ONLY?.includes(name) ?? true,
  );

  beforeAll(async () => {
    api = await startApi({ MOORAGE_STATUS_PATIENCE: PATIENCE });
    const isEmbedded = await lacksPolicies(api);
    const limit = createLimiter(6);
    for (const situation of situations) {
      if (situation.realOnly && isEmbedded) continue;
      const checking = limit(() => check(situation));
      checking.catch(() => undefined);
      checks.set(situation.name, checking);
    }
  }, 60_000);
  afterAll(async () => {
    await Promise.allSettled(checks.values());
    for (const each of made) await each.remove().catch(() => undefined);
    await api.stop();
  }, 60_000);

  const ask = async (tenant: string) => {
    const { data, errors } = await api.run<Answered>(QUERY, { tenant });
    expect(errors).toBeUndefined();
    return data.app;
  };

  /** Makes it, and asks as soon as the cluster shows it. */
  async function check(situation: Situation): Promise<void> {
    const { code, phase } = situation;
    const done = await makeSituation(api.plane, situation);
    made.push(done);
    recordFixture(situation, done.namespace, done.world);
    await eventually(async () => {
      const { status } = await ask(done.namespace);
      const [first] = status.problems;
      expect({ code: first?.code, phase: status.phase }).toEqual({
        code,
        phase,
      });
    }, 5 + LONGEST_DAMPING);
  }

  test.each<Situation>(situations)(
    '$name: $phase, $code',
    ({ name }) => checks.get(name),
    120_000,
  );

  test('is RUNNING again as soon as the cause is gone', async () => {
    const { namespace } = await makeSituation(api.plane, {
      ...{ name: 'recovers', phase: 'DOWN', says: '', source: '' },
      workload: aDeployment({ image: 'moorage.dev/no-such-image' }),
      evidence: /ErrImagePull|ImagePullBackOff/,
    }).then((done) => {
      made.push(done);
      return done;
    });
    await eventually(async () => {
      const { status } = await ask(namespace);
      expect(status.phase).toBe('DOWN');
      expect(status.rollout.state).toBe('STUCK');
    }, 8);
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${APP}`;
    const containers = [{ name: APP, image: 'nginx:1.27' }];
    await api.plane.call(
      'PATCH',
      path,
      { spec: { template: { spec: { containers } } } },
      'application/strategic-merge-patch+json',
    );
    await eventually(async () => {
      const { status } = await api.plane.call<{
        status: { observedGeneration: number; availableReplicas?: number };
      }>('GET', path);
      expect(status).toMatchObject({
        observedGeneration: 2,
        availableReplicas: 1,
      });
    }, 20);
    await eventually(async () => {
      const { status, pods } = await ask(namespace);
      expect(status).toMatchObject({ phase: 'RUNNING', problems: [] });
      expect(status.rollout.state).toBe('COMPLETE');
      expect(status.serving).toMatchObject({ desired: 1, available: 1 });
      expect(pods.nodes.map((pod) => pod.status)).toContain('Running');
    }, 5);
  }, 60_000);
});

/** The embedded cluster says in its README which kinds it lacks. */
async function lacksPolicies({ plane }: Api): Promise<boolean> {
  const path = '/apis/admissionregistration.k8s.io/v1';
  return plane.call('GET', path).then(
    () => false,
    () => true,
  );
}
