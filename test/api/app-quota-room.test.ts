import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { countLists } from '../support/counting-proxy.js';
import { type Made, makeSituation } from '../support/make-situation.js';
import { REFUSED } from '../support/refused-situations.js';
import { type Api, startApi } from '../support/start-api.js';

const QUERY = `query ($tenant: String!) { app(tenant: $tenant, name: "web") {
  status { phase problems { code title hint transient } } } }`;

interface Answered {
  app: {
    status: {
      phase: string;
      problems: {
        code: string;
        title: string;
        hint: string;
        transient: boolean;
      }[];
    };
  };
}

/** A refusal can outlive its cause: the controller waits longer after each, and nothing wakes it. */
describe('a quota that refuses pods', () => {
  let api: Api;
  let made: Made;

  beforeAll(async () => {
    api = await startApi();
    const situation = REFUSED.find(({ name }) => name === 'quota-exceeded');
    if (!situation) throw new Error('There is no such situation.');
    made = await makeSituation(api.plane, situation);
  }, 60_000);
  afterAll(async () => {
    await made.remove();
    await api.stop();
  });

  const ask = async () => {
    api.proxy.reset();
    const tenant = made.namespace;
    const { data, errors } = await api.run<Answered>(QUERY, { tenant });
    expect(errors).toBeUndefined();
    return data.app.status.problems[0];
  };
  /** The cluster's quota would be free for a moment only: the controller tries again soon after the first refusals. */
  const pretend = (answer: { status: number; body: unknown }) => {
    api.proxy.fault = (_method, path) =>
      path.endsWith('/resourcequotas') ? answer : 'pass';
  };

  test('is read once more when it does', async () => {
    expect(await ask()).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      title:
        "The tenant's quota is used up: this needs 2 more CPU, 0 of 1 are in use.",
      transient: false,
    });
    expect(countLists(api.proxy.passed).resourcequotas).toBe(1);
  });

  test('has room again, and the pods are still missing', async () => {
    const hard = { 'requests.cpu': '4' };
    const used = { 'requests.cpu': '1' };
    const metadata = { name: 'rq', namespace: made.namespace };
    const items = [{ metadata, spec: { hard }, status: { hard, used } }];
    pretend({ status: 200, body: { metadata: {}, items } });
    const problem = await ask();
    api.proxy.fault = () => 'pass';
    expect(problem).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      title:
        "The tenant's quota was used up; it has room now, and Kubernetes has not tried again yet.",
      hint: 'Kubernetes tries again within a minute; restartApp tries at once.',
      transient: true,
    });
  });

  test('is told as it was where the quota may not be read', async () => {
    const body = { kind: 'Status', reason: 'Forbidden', message: 'no' };
    pretend({ status: 403, body });
    const problem = await ask();
    api.proxy.fault = () => 'pass';
    expect(problem).toMatchObject({ code: 'QUOTA_EXCEEDED', transient: false });
  });
});
