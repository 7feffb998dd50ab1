import { describe, expect, test } from '@jest/globals';

import { pods } from '../../../../devcluster/kinds/pod.js';
import { refusalsOf } from './drafts.js';

/** A spec and why the API server of Kubernetes 1.37.2 refuses it. */
const FACTS: [string, object, string[]][] = [
  [
    'probe none',
    { containers: [{ name: 'c', image: 'nginx:1', livenessProbe: {} }] },
    [
      'spec.containers[0].livenessProbe: Required value: must specify a handler type',
    ],
  ],
  [
    'probe several',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          livenessProbe: {
            httpGet: { port: 80 },
            tcpSocket: { port: 81 },
            exec: { command: ['x'] },
          },
        },
      ],
    },
    [
      'spec.containers[0].livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type',
      'spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type',
    ],
  ],
  [
    'probe bad',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          livenessProbe: {
            httpGet: {
              port: 0,
              scheme: 'FTP',
              httpHeaders: [{ name: 'a b', value: '' }],
            },
            initialDelaySeconds: -1,
            timeoutSeconds: -1,
            successThreshold: 2,
          },
        },
      ],
    },
    [
      'spec.containers[0].livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'spec.containers[0].livenessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"',
      "spec.containers[0].livenessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      'spec.containers[0].livenessProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].livenessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    ],
  ],
  [
    'probe exec',
    {
      containers: [
        { name: 'c', image: 'nginx:1', livenessProbe: { exec: {} } },
      ],
    },
    ['spec.containers[0].livenessProbe.exec.command: Required value'],
  ],
  [
    'probe grace',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          livenessProbe: {
            exec: { command: ['x'] },
            terminationGracePeriodSeconds: 0,
          },
        },
      ],
    },
    [
      'spec.containers[0].livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0',
    ],
  ],
  [
    'probe ready grace',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          readinessProbe: {
            exec: { command: ['x'] },
            terminationGracePeriodSeconds: 1,
            successThreshold: 3,
          },
        },
      ],
    },
    [
      'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes',
    ],
  ],
  [
    'probe startup',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          startupProbe: { exec: { command: ['x'] }, successThreshold: 3 },
        },
      ],
    },
    [
      'spec.containers[0].startupProbe.successThreshold: Invalid value: 3: must be 1',
    ],
  ],
  [
    'probe exec zero tcp',
    {
      containers: [
        { name: 'c', image: 'nginx:1', livenessProbe: { tcpSocket: {} } },
      ],
    },
    [
      'spec.containers[0].livenessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
  ],
  [
    'lifecycle bad',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          lifecycle: { postStart: {}, preStop: { sleep: { seconds: 50 } } },
        },
      ],
    },
    [
      'spec.containers[0].lifecycle.postStart: Required value: must specify a handler type',
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 50: must be non-negative and less than terminationGracePeriodSeconds (30)',
    ],
  ],
];

describe('probes and hooks: what is refused', () => {
  test.each(FACTS)('%s', (_what, spec, refusals) => {
    expect(refusalsOf(pods, { spec })).toEqual(refusals);
  });
});
