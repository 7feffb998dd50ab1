import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import {
  type Cause,
  invalidStatus,
  isForbidden,
  isInvalid,
  isRequired,
} from './invalid.js';
import { aNamespace, call, closePlane } from './plane.js';

let namespace: string;
let core: string;
let policies: string;

const create = (path: string, spec: object, name = 'a') =>
  call('POST', path, { body: { metadata: { name }, spec } });

/** Expects that a creation is refused for the causes alone. */
async function expectRefusal(
  path: string,
  kind: string,
  spec: object,
  ...causes: Cause[]
) {
  const { status, body } = await create(path, spec);
  expect(body).toEqual(invalidStatus(kind, 'a', ...causes));
  expect(status).toBe(422);
}

beforeAll(async () => {
  namespace = await aNamespace();
  core = `/api/v1/namespaces/${namespace}`;
  policies = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
});

afterAll(closePlane);

describe('a quota', () => {
  const refuse = (hard: object, ...causes: Cause[]) =>
    expectRefusal(
      `${core}/resourcequotas`,
      'ResourceQuota',
      { hard },
      ...causes,
    );

  clause('K13/keys', 'MUST limit all that a tenant may use', async () => {
    const hard = {
      pods: '40',
      'requests.cpu': '4',
      'requests.memory': '8Gi',
      'requests.ephemeral-storage': '8Gi',
      'limits.cpu': '8',
      'limits.memory': '16Gi',
      services: '20',
      'services.nodeports': '0',
      'services.loadbalancers': '0',
      persistentvolumeclaims: '10',
      'requests.storage': '50Gi',
      replicationcontrollers: '20',
      configmaps: '200',
      secrets: '200',
      'count/deployments.apps': '20',
      'count/replicasets.apps': '240',
    };
    const { status, body } = await create(
      `${core}/resourcequotas`,
      { hard },
      'all',
    );
    expect(status).toBe(201);
    expect(body.spec.hard).toEqual(hard);
    // The one config map is the root certificate that every namespace has.
    await eventually(async () => {
      const quota = await call('GET', `${core}/resourcequotas/all`);
      expect(quota.body.status).toMatchObject({
        hard,
        used: { configmaps: '1', 'count/deployments.apps': '0', pods: '0' },
      });
    });
  });

  clause(
    'K13/invalid',
    'MUST be of known things and whole numbers',
    async () => {
      await refuse(
        { foo: '1' },
        isInvalid(
          'spec.hard[foo]',
          'foo',
          'must be a standard resource type or fully qualified',
        ),
        isInvalid(
          'spec.hard[foo]',
          'foo',
          'must be a standard resource for quota',
        ),
      );
      await refuse(
        { storage: '1' },
        isInvalid(
          'spec.hard[storage]',
          'storage',
          'must be a standard resource for quota',
        ),
      );
      await refuse(
        { pods: '1.5' },
        isInvalid('spec.hard[pods]', '1500m', 'must be an integer'),
      );
      await refuse(
        { 'requests.cpu': '-1' },
        isInvalid(
          'spec.hard[requests.cpu]',
          '-1',
          'must be greater than or equal to 0',
        ),
      );
    },
  );
});

describe('a limit range', () => {
  clause('K14/invalid', 'MUST order its amounts', async () => {
    const refuse = (limit: object, ...causes: Cause[]) =>
      expectRefusal(
        `${core}/limitranges`,
        'LimitRange',
        { limits: [{ type: 'Container', ...limit }] },
        ...causes,
      );
    const field = 'spec.limits[0]';
    await refuse(
      {
        min: { memory: '2Gi' },
        max: { memory: '1Gi' },
        default: { memory: '1Gi' },
        defaultRequest: { memory: '1Gi' },
      },
      isInvalid(
        `${field}.min[memory]`,
        '2Gi',
        'min value 2Gi is greater than max value 1Gi',
      ),
      isInvalid(
        `${field}.defaultRequest[memory]`,
        '1Gi',
        'min value 2Gi is greater than default request value 1Gi',
      ),
      isInvalid(
        `${field}.default[memory]`,
        '2Gi',
        'min value 2Gi is greater than default value 1Gi',
      ),
    );
    await refuse(
      { default: { cpu: '1' }, defaultRequest: { cpu: '1500m' } },
      isInvalid(
        `${field}.defaultRequest[cpu]`,
        '1500m',
        'default request value 1500m is greater than default limit value 1',
      ),
    );
    await refuse(
      {
        max: { pods: '1' },
        default: { pods: '1' },
        defaultRequest: { pods: '1' },
      },
      ...['max', 'default', 'defaultRequest'].map((key) =>
        isInvalid(
          `${field}.${key}[pods]`,
          'pods',
          'must be a standard resource for containers',
        ),
      ),
    );
  });
});

describe('a network policy', () => {
  clause('K17/defaults', 'MUST say what it is about', async () => {
    const inward = await create(policies, { podSelector: {} }, 'inward');
    expect(inward.status).toBe(201);
    expect(inward.body.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress'],
    });
    const egress = [
      {
        to: [
          { namespaceSelector: {}, podSelector: { matchLabels: { a: 'b' } } },
        ],
        ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }],
      },
    ];
    const outward = await create(policies, { podSelector: {}, egress }, 'out');
    expect(outward.body.spec).toEqual({
      podSelector: {},
      egress: [
        {
          ...egress[0],
          ports: [
            { port: 53, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
      ],
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  clause('K17/invalid', 'MUST name its peers', async () => {
    const refuse = (spec: object, ...causes: Cause[]) =>
      expectRefusal(
        policies,
        'NetworkPolicy.networking.k8s.io',
        { podSelector: {}, ...spec },
        ...causes,
      );
    const from = (...peers: object[]) => ({ ingress: [{ from: peers }] });
    const field = 'spec.ingress[0].from[0]';
    await refuse(from({}), isRequired(field, 'must specify a peer'));
    await refuse(
      from({ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }),
      isForbidden(field, 'may not specify both ipBlock and another peer'),
    );
    await refuse(
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
      isInvalid(
        `${field}.ipBlock.except[0]`,
        '11.0.0.0/16',
        'must be a strict subset of `cidr`',
      ),
    );
    await refuse(
      { ingress: [{ ports: [{ port: 0 }] }] },
      isInvalid(
        'spec.ingress[0].ports[0].port',
        0,
        'must be between 1 and 65535, inclusive',
      ),
    );
  });
});
