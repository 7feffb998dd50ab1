import { describe, expect, test } from '@jest/globals';

import { pods } from '../../../../devcluster/kinds/pod.js';
import { refusalsOf } from './drafts.js';

/** A spec and why the API server of Kubernetes 1.37.2 refuses it. */
const FACTS: [string, object, string[]][] = [
  [
    'env bad sources',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          env: [
            { name: 'A', valueFrom: {} },
            {
              name: 'B',
              value: 'x',
              valueFrom: { secretKeyRef: { name: 's', key: 'k' } },
            },
            {
              name: 'C',
              valueFrom: {
                secretKeyRef: { name: 's', key: 'k' },
                configMapKeyRef: { name: 's', key: 'k' },
              },
            },
            {
              name: 'D',
              valueFrom: { secretKeyRef: { name: 'S_', key: 'a/b' } },
            },
            {
              name: 'E',
              valueFrom: { configMapKeyRef: { name: '', key: '' } },
            },
          ],
        },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      'spec.containers[0].env[1].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
      'spec.containers[0].env[2].valueFrom: Invalid value: "": may not have more than one field specified at a time',
      "spec.containers[0].env[3].valueFrom.secretKeyRef.name: Invalid value: \"S_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "spec.containers[0].env[3].valueFrom.secretKeyRef.key: Invalid value: \"a/b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      "spec.containers[0].env[4].valueFrom.configMapKeyRef.name: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.containers[0].env[4].valueFrom.configMapKeyRef.key: Required value',
    ],
  ],
  [
    'env fields',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          env: [
            { name: 'A0', valueFrom: { fieldRef: { fieldPath: 'spec.foo' } } },
            {
              name: 'A1',
              valueFrom: { fieldRef: { fieldPath: 'status.phase' } },
            },
            {
              name: 'A2',
              valueFrom: { fieldRef: { fieldPath: "metadata.labels['a']" } },
            },
            {
              name: 'A3',
              valueFrom: {
                fieldRef: { fieldPath: "metadata.annotations['A/b/c']" },
              },
            },
            {
              name: 'A4',
              valueFrom: { fieldRef: { fieldPath: "spec.x['a']" } },
            },
            {
              name: 'A5',
              valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } },
            },
            { name: 'A6', valueFrom: { fieldRef: { fieldPath: '' } } },
          ],
        },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.foo": error converting fieldPath: field label not supported: spec.foo',
      'spec.containers[0].env[1].valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
      "spec.containers[0].env[3].valueFrom.fieldRef: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
      "spec.containers[0].env[4].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.x['a']\": error converting fieldPath: field label does not support subscript: spec.x['a']",
      'spec.containers[0].env[5].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
      'spec.containers[0].env[6].valueFrom.fieldRef.fieldPath: Required value',
    ],
  ],
  [
    'env field version',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          env: [
            {
              name: 'A',
              valueFrom: {
                fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' },
              },
            },
          ],
        },
      ],
    },
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2',
    ],
  ],
  [
    'env resources',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          env: [
            {
              name: 'A0',
              valueFrom: {
                resourceFieldRef: { resource: 'limits.cpu', divisor: '1' },
              },
            },
            {
              name: 'A1',
              valueFrom: {
                resourceFieldRef: { resource: 'limits.cpu', divisor: '2' },
              },
            },
            {
              name: 'A2',
              valueFrom: {
                resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' },
              },
            },
            {
              name: 'A3',
              valueFrom: {
                resourceFieldRef: { resource: 'limits.memory', divisor: '3' },
              },
            },
            {
              name: 'A4',
              valueFrom: { resourceFieldRef: { resource: 'limits.foo' } },
            },
            { name: 'A5', valueFrom: { resourceFieldRef: { resource: '' } } },
            {
              name: 'A6',
              valueFrom: {
                resourceFieldRef: {
                  resource: 'requests.ephemeral-storage',
                  divisor: '7',
                },
              },
            },
            {
              name: 'A7',
              valueFrom: {
                resourceFieldRef: {
                  resource: 'requests.hugepages-2Mi',
                  divisor: '3',
                },
              },
            },
          ],
        },
      ],
    },
    [
      'spec.containers[0].env[1].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
      'spec.containers[0].env[3].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.memory": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource',
      'spec.containers[0].env[4].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.foo": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
      'spec.containers[0].env[5].valueFrom.resourceFieldRef.resource: Required value',
      'spec.containers[0].env[6].valueFrom.resourceFieldRef.divisor: Invalid value: "requests.ephemeral-storage": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the local ephemeral storage resource',
      'spec.containers[0].env[7].valueFrom.resourceFieldRef.divisor: Invalid value: "requests.hugepages-2Mi": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the hugepages resource',
    ],
  ],
  [
    'envFrom bad',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          envFrom: [
            {},
            { configMapRef: { name: 'x' }, secretRef: { name: 'x' } },
            { configMapRef: {} },
            { secretRef: { name: 'X' }, prefix: 'a=' },
            { secretRef: { name: 'x-' } },
          ],
        },
      ],
    },
    [
      'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
      'spec.containers[0].envFrom: Invalid value: "": may not have more than one field specified at a time',
      'spec.containers[0].envFrom[2].configMapRef.name: Required value',
      'spec.containers[0].envFrom[3].prefix: Invalid value: "a=": a valid environment variable name must consist only of printable ASCII characters other than \'=\'',
      "spec.containers[0].envFrom[3].secretRef.name: Invalid value: \"X\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    'env file',
    {
      containers: [
        {
          name: 'c',
          image: 'nginx:1',
          env: [
            {
              name: 'A',
              valueFrom: {
                fileKeyRef: { volumeName: 'v', path: 'x', key: 'K' },
              },
            },
            {
              name: 'A',
              valueFrom: {
                fileKeyRef: { volumeName: 'V', path: '../x', key: 'K=' },
              },
            },
          ],
        },
      ],
      volumes: [{ name: 'v' }],
    },
    [
      'spec.containers[0].env[1].valueFrom.fileKeyRef.key: Invalid value: "K=": a valid environment variable name must consist only of printable ASCII characters other than \'=\'',
      "spec.containers[0].env[1].valueFrom.fileKeyRef.volumeName: Invalid value: \"V\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.containers[0].env[1].valueFrom.fileKeyRef.path: Invalid value: "../x": must not contain \'..\'',
      'spec.containers[0].env[1].valueFrom.fileKeyRef.volumeName: Not found: "V"',
    ],
  ],
];

describe('the variables of a container: what is refused', () => {
  test.each(FACTS)('%s', (_what, spec, refusals) => {
    expect(refusalsOf(pods, { spec })).toEqual(refusals);
  });
});
