import { describe, expect, test } from '@jest/globals';

import { limitRanges } from '../../../../devcluster/kinds/limit-range.js';
import { networkPolicies } from '../../../../devcluster/kinds/network-policy.js';
import { resourceQuotas } from '../../../../devcluster/kinds/resource-quota.js';
import { refusalsOf, toShown } from './drafts.js';

const CONTAINERS = 'must be a standard resource for containers';

describe('a quota', () => {
  test.each<[object, string[]]>([
    [
      {
        hard: {
          pods: '1',
          'count/x.y': '2',
          'requests.cpu': '1m',
          'gold.storageclass.storage.k8s.io/requests.storage': '1Gi',
          'requests.hugepages-2Mi': '2Mi',
        },
      },
      [],
    ],
    [
      { hard: { 'services.nodeports': '1.5' } },
      [
        'spec.hard[services.nodeports]: Invalid value: "1500m": must be an integer',
      ],
    ],
    [
      { hard: { 'requests.example.com/gpu': '-1' } },
      [
        'spec.hard[requests.example.com/gpu]: Invalid value: "-1": must be greater than or equal to 0',
      ],
    ],
    [
      { hard: { 'example.com/gpu': '1500m' } },
      [
        'spec.hard[example.com/gpu]: Invalid value: "1500m": must be an integer',
      ],
    ],
    [
      { scopes: ['BestEffort'], scopeSelector: { matchExpressions: [] } },
      [
        'spec.scopes: Forbidden: scopes are not simulated by the dev cluster',
        'spec.scopeSelector: Forbidden: scopes are not simulated by the dev cluster',
      ],
    ],
  ])('%j is refused', (spec, expected) => {
    expect(refusalsOf(resourceQuotas, { spec })).toEqual(expected);
  });

  test('has a status that nobody sends', () => {
    const status = { hard: { pods: '1' } };
    expect(toShown(resourceQuotas, { status }).status).toEqual({});
    expect(
      resourceQuotas.validateStatus?.(
        { metadata: {}, status: { used: { pods: '-1' } } },
        { metadata: {} },
      ),
    ).toMatchObject([{ field: 'status.used[pods]' }]);
  });
});

describe('a limit range', () => {
  test('completes its amounts for containers', () => {
    const limits = [
      {
        type: 'Container',
        max: { cpu: '1', memory: '1Gi' },
        min: { cpu: '100m', 'ephemeral-storage': '1' },
        default: { memory: '512Mi' },
      },
      { type: 'Pod', max: { cpu: '1' } },
    ];
    expect(toShown(limitRanges, { spec: { limits } }).spec).toEqual({
      limits: [
        {
          ...limits[0],
          default: { cpu: '1', memory: '512Mi' },
          defaultRequest: {
            cpu: '1',
            memory: '512Mi',
            'ephemeral-storage': '1',
          },
        },
        limits[1],
      ],
    });
  });

  test('gets a name when it has none', () => {
    const draft = { metadata: {} as { name?: string } };
    limitRanges.prepareCreate?.(draft);
    expect(draft.metadata.name).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each<[object[], string[]]>([
    [
      [{ type: 'Pod', default: { cpu: '1' }, defaultRequest: { cpu: '2' } }],
      ['default', 'defaultRequest'].map(
        (key) =>
          `spec.limits[0].${key}: Forbidden: may not be specified when \`type\` is 'Pod'`,
      ),
    ],
    [
      [
        { type: 'Pod' },
        {
          type: 'Pod',
          max: { 'kubernetes.io/x': '1', pods: '1', 'requests.a.b/c': '1' },
        },
      ],
      [
        'spec.limits[1].type: Duplicate value: "Pod"',
        `spec.limits[1].max[pods]: Invalid value: "pods": ${CONTAINERS}`,
        `spec.limits[1].max[requests.a.b/c]: Invalid value: "requests.a.b/c": doesn't follow extended resource name standard`,
      ],
    ],
    [
      [{ type: 'Foo' }],
      [
        'spec.limits[0].type: Invalid value: "Foo": must be a standard limit type or fully qualified',
      ],
    ],
    [
      [{ type: 'PersistentVolumeClaim' }],
      [
        'spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
      ],
    ],
    [
      [
        {
          type: 'Container',
          maxLimitRequestRatio: { cpu: '500m', memory: '4' },
          min: { memory: '1Gi' },
          max: { memory: '2Gi' },
        },
      ],
      [
        'spec.limits[0].maxLimitRequestRatio[memory]: Invalid value: "4": ratio 4 is greater than max/min = 2.000000',
        'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1',
      ],
    ],
    [
      [
        {
          type: 'Container',
          default: { 'a.b/c': '2' },
          defaultRequest: { 'a.b/c': '1' },
        },
      ],
      [
        'spec.limits[0].defaultRequest[a.b/c]: Invalid value: "1": default value 2 must equal to defaultRequest value 1 in a.b/c',
      ],
    ],
  ])('%j is refused', (limits, expected) => {
    expect(refusalsOf(limitRanges, { spec: { limits } })).toEqual(expected);
  });
});

describe('a network policy', () => {
  const from = (...peers: object[]) => ({ ingress: [{ from: peers }] });
  const ingress = (...ports: object[]) => ({ ingress: [{ ports }] });
  const PORT = 'spec.ingress[0].ports[0]';
  const PEER = 'spec.ingress[0].from[0]';

  test.each<[object, string[]]>([
    [
      { policyTypes: ['Ingress', 'Egress', 'Ingress'] },
      [
        'spec.policyTypes: Invalid value: ["Ingress","Egress","Ingress"]: may not specify more than two policyTypes',
      ],
    ],
    [
      { policyTypes: ['Foo'] },
      [
        'spec.policyTypes[0]: Unsupported value: "Foo": supported values: "Ingress", "Egress"',
      ],
    ],
    [
      ingress({ port: 'http', endPort: 80 }),
      [
        `${PORT}.endPort: Invalid value: 80: may not be specified when \`port\` is non-numeric`,
      ],
    ],
    [
      ingress({ endPort: 80 }),
      [
        `${PORT}.endPort: Invalid value: 80: may not be specified when \`port\` is not specified`,
      ],
    ],
    [
      ingress({ port: 80, endPort: 0 }),
      [
        `${PORT}.endPort: Invalid value: 0: must be greater than or equal to \`port\``,
        `${PORT}.endPort: Invalid value: 0: must be between 1 and 65535, inclusive`,
      ],
    ],
    [from({ ipBlock: {} }), [`${PEER}.ipBlock.cidr: Required value`]],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }),
      [
        `${PEER}.ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of \`cidr\``,
      ],
    ],
    [
      from(
        {
          ipBlock: {
            cidr: '::/0',
            except: ['fc00::/7', '64:ff9b::/96', '::1/128'],
          },
        },
        { podSelector: {}, namespaceSelector: {} },
      ),
      [],
    ],
  ])('%j is refused', (spec, expected) => {
    expect(refusalsOf(networkPolicies, { spec })).toEqual(expected);
  });
});
