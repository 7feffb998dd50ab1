import { message } from '../support/protobuf-bytes.js';

const entry = (key: string, value: string | Buffer) =>
  message([1, key], [2, value]);

const PORT_PROBE = message(
  [1, message([2, message([1, '/ready'], [2, message([1, 1], [3, 'web'])])])],
  [2, 5],
);
const NUMBER_PROBE = message([
  1,
  message([3, message([1, message([1, 0], [2, 8080])])]),
]);
const CONTAINER = message(
  [1, 'main'],
  [2, 'example.com/app:1'],
  [3, 'serve'],
  [6, message([1, 'web'], [2, 0], [3, 8080], [4, 'TCP'])],
  [7, message([1, 'PLAIN'], [2, 'a'])],
  [7, message([1, 'FIELD'], [3, message([1, message([2, 'metadata.name'])])])],
  [
    8,
    message(
      [1, entry('memory', message([1, '1Gi']))],
      [2, entry('cpu', message([1, '1500m']))],
    ),
  ],
  [9, message([1, 'scratch'], [3, '/tmp'])],
  [10, NUMBER_PROBE],
  [11, PORT_PROBE],
);
/** The spec of a pod in protobuf. */
export const POD_SPEC_BYTES = message(
  [1, message([1, 'scratch'], [2, message([2, message([1, ''])])])],
  [
    1,
    message(
      [1, 'config'],
      [2, message([19, message([1, message([1, 'one'])], [3, 0o400])])],
    ),
  ],
  [2, CONTAINER],
  [4, 0],
  [7, entry('disk', 'ssd')],
  [21, false],
  [14, message([2, 100_000], [3, true], [4, 1], [4, 2])],
);

/** What the bytes say; for toMatchObject. */
export const POD_SPEC = {
  containers: [
    {
      name: 'main',
      image: 'example.com/app:1',
      command: ['serve'],
      ports: [{ name: 'web', containerPort: 8080, protocol: 'TCP' }],
      env: [
        { name: 'PLAIN', value: 'a' },
        {
          name: 'FIELD',
          valueFrom: {
            fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' },
          },
        },
      ],
      resources: {
        limits: { memory: '1Gi' },
        requests: { cpu: '1500m', memory: '1Gi' },
      },
      livenessProbe: { tcpSocket: { port: 8080 } },
      readinessProbe: {
        httpGet: { path: '/ready', port: 'web' },
        initialDelaySeconds: 5,
      },
    },
  ],
  volumes: [
    { name: 'scratch', emptyDir: {} },
    { name: 'config', configMap: { name: 'one', defaultMode: 256 } },
  ],
  automountServiceAccountToken: false,
  terminationGracePeriodSeconds: 0,
  nodeSelector: { disk: 'ssd' },
  securityContext: {
    runAsUser: 100_000,
    runAsNonRoot: true,
    supplementalGroups: [1, 2],
  },
};
