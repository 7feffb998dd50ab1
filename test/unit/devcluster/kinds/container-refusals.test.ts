import { describe, expect, test } from '@jest/globals';

import { pods } from '../../../../devcluster/kinds/pod.js';
import { refusalsOf } from './drafts.js';

/** A spec and why the API server of Kubernetes 1.37.2 refuses it. */
const FACTS: [string, object, string[]][] = [
  [
    'init same name',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      initContainers: [{ name: 'c', image: 'nginx:1' }],
    },
    ['spec.initContainers[0].name: Duplicate value: "c"'],
  ],
  [
    'init probes',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      initContainers: [
        {
          name: 'i',
          image: 'nginx:1',
          readinessProbe: { exec: { command: ['x'] } },
          lifecycle: {},
        },
      ],
    },
    [
      'spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always',
      'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ],
  ],
  [
    'init policy',
    {
      containers: [{ name: 'c', image: 'nginx:1' }],
      initContainers: [
        { name: 'i', image: 'nginx:1', restartPolicy: 'Sometimes' },
      ],
    },
    [
      'spec.initContainers[0].restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"',
    ],
  ],
  [
    'container policy bad',
    { containers: [{ name: 'c', image: 'nginx:1', restartPolicy: 'No' }] },
    [
      'spec.containers[0].restartPolicy: Unsupported value: "No": supported values: "Always", "Never", "OnFailure"',
    ],
  ],
  [
    'msg policy',
    {
      containers: [
        { name: 'c', image: 'nginx:1', terminationMessagePolicy: 'X' },
      ],
    },
    [
      'spec.containers[0].terminationMessagePolicy: Unsupported value: "X": supported values: "File", "FallbackToLogsOnError"',
    ],
  ],
  [
    'ports',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          ports: [
            { containerPort: 80 },
            { containerPort: 0 },
            { containerPort: 65536 },
            { containerPort: 90, protocol: 'X' },
            { name: 'http', containerPort: 1 },
            { name: 'http', containerPort: 2 },
          ],
        },
      ],
    },
    [
      'spec.containers[0].ports[1].containerPort: Required value',
      'spec.containers[0].ports[2].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive',
      'spec.containers[0].ports[3].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"',
      'spec.containers[0].ports[5].name: Duplicate value: "http"',
    ],
  ],
  [
    'host ports',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80 },
            { containerPort: 82, hostPort: 70000 },
            { containerPort: 82, hostPort: 80, hostIP: '1.1.1.1' },
          ],
        },
      ],
    },
    [
      'spec.containers[0].ports[2].hostPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      'spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"',
    ],
  ],
  [
    'host network mismatch',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          ports: [{ containerPort: 80, hostPort: 81 }],
        },
      ],
      hostNetwork: true,
    },
    [
      'spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
    ],
  ],
  [
    'resources over',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          resources: {
            requests: { cpu: 2, memory: '2Gi' },
            limits: { cpu: 1, memory: '1Gi' },
          },
        },
      ],
    },
    [
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      'spec.containers[0].resources.requests: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi',
    ],
  ],
  [
    'resources fraction',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          resources: { limits: { 'a.b/c': '1.5' } },
        },
      ],
    },
    [
      'spec.containers[0].resources.limits[a.b/c]: Invalid value: "1500m": must be an integer',
      'spec.containers[0].resources.requests[a.b/c]: Invalid value: "1500m": must be an integer',
    ],
  ],
  [
    'hugepages',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          resources: { limits: { 'hugepages-2Mi': '2Mi' } },
        },
      ],
    },
    [
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory',
    ],
  ],
];

describe('the containers of a pod: what is refused', () => {
  test.each(FACTS)('%s', (_what, spec, refusals) => {
    expect(refusalsOf(pods, { spec })).toEqual(refusals);
  });
});
