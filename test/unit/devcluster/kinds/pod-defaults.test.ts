import { describe, expect, test } from '@jest/globals';

import { pods } from '../../../../devcluster/kinds/pod.js';
import { podTemplates } from '../../../../devcluster/kinds/pod-template-kind.js';
import { toDraft, toShown } from './drafts.js';

const container = { name: 'c', image: 'example.com/app:1' };

const specOf = (spec: object) =>
  toShown(pods, { spec: { containers: [container], ...spec } }).spec;

const containerOf = (more: object) =>
  (
    specOf({ containers: [{ ...container, ...more }] }) as {
      containers: object[];
    }
  ).containers[0];

describe('the defaults of a pod', () => {
  test('are those of the API server', () => {
    expect(specOf({})).toEqual({
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      securityContext: {},
      enableServiceLinks: true,
      containers: [
        {
          ...container,
          imagePullPolicy: 'IfNotPresent',
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          resources: {},
        },
      ],
    });
  });

  test('make a negative grace period one second, in pods only', () => {
    const spec = { terminationGracePeriodSeconds: -5, containers: [container] };
    expect(specOf(spec)).toMatchObject({ terminationGracePeriodSeconds: 1 });
    const shown = toShown(podTemplates, { template: { spec } });
    expect(shown.template).toMatchObject({
      metadata: {},
      spec: { terminationGracePeriodSeconds: -5 },
    });
  });

  test('keep both names of the account equal', () => {
    for (const spec of [
      { serviceAccount: 'robot' },
      { serviceAccountName: 'robot' },
      { serviceAccountName: 'robot', serviceAccount: 'other' },
    ])
      expect(specOf(spec)).toMatchObject({
        serviceAccountName: 'robot',
        serviceAccount: 'robot',
      });
  });

  test('request what is limited', () => {
    const limits = { cpu: '1', memory: '1Gi' };
    const resources = { limits, requests: { cpu: '0.1' } };
    expect(containerOf({ resources })).toMatchObject({
      resources: { limits, requests: { cpu: '100m', memory: '1Gi' } },
    });
  });

  test('give the ports of the node to what shares its network', () => {
    const ports = [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }];
    const containers = [{ ...container, ports }];
    expect(specOf({ hostNetwork: true, containers })).toMatchObject({
      containers: [{ ports: [{ hostPort: 80 }, { hostPort: 81 }] }],
    });
    expect(specOf({ containers })).not.toMatchObject({
      containers: [{ ports: [{ hostPort: 80 }] }],
    });
  });
});

describe('the defaults of a container', () => {
  test('complete its probes and hooks', () => {
    expect(
      containerOf({
        livenessProbe: { grpc: { port: 1 }, failureThreshold: 7 },
        readinessProbe: { httpGet: { port: 'web', path: '/ready' } },
        lifecycle: { preStop: { httpGet: { port: 80 } } },
      }),
    ).toMatchObject({
      livenessProbe: {
        grpc: { port: 1, service: '' },
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 7,
      },
      readinessProbe: {
        httpGet: { port: 'web', path: '/ready', scheme: 'HTTP' },
      },
      lifecycle: {
        preStop: { httpGet: { port: 80, path: '/', scheme: 'HTTP' } },
      },
    });
  });

  test('complete the references of its variables', () => {
    expect(
      containerOf({
        env: [
          {
            name: 'A',
            valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } },
          },
          {
            name: 'B',
            valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } },
          },
        ],
      }),
    ).toMatchObject({
      env: [
        { valueFrom: { fieldRef: { apiVersion: 'v1' } } },
        { valueFrom: { fileKeyRef: { optional: false } } },
      ],
    });
  });
});

describe('the defaults of a volume', () => {
  test('are an empty folder and readable files', () => {
    const fieldRef = { fieldPath: 'metadata.name' };
    const volumes = [
      { name: 'empty' },
      { name: 'secret', secret: { secretName: 's' } },
      { name: 'config', configMap: { name: 'c', defaultMode: 0 } },
      { name: 'host', hostPath: { path: '/x' } },
      { name: 'image', image: { reference: 'app' } },
      { name: 'self', downwardAPI: { items: [{ path: 'p', fieldRef }] } },
      {
        name: 'all',
        projected: {
          sources: [
            { serviceAccountToken: { path: 't' } },
            { downwardAPI: { items: [{ path: 'p', fieldRef }] } },
          ],
        },
      },
      {
        name: 'claim',
        ephemeral: { volumeClaimTemplate: { spec: {} } },
      },
    ];
    const shown = { apiVersion: 'v1', ...fieldRef };
    expect(specOf({ volumes })).toMatchObject({
      volumes: [
        { emptyDir: {} },
        { secret: { defaultMode: 420 } },
        { configMap: { defaultMode: 0 } },
        { hostPath: { type: '' } },
        { image: { pullPolicy: 'Always' } },
        { downwardAPI: { defaultMode: 420, items: [{ fieldRef: shown }] } },
        {
          projected: {
            defaultMode: 420,
            sources: [
              { serviceAccountToken: { expirationSeconds: 3600 } },
              { downwardAPI: { items: [{ fieldRef: shown }] } },
            ],
          },
        },
        {
          ephemeral: {
            volumeClaimTemplate: { spec: { volumeMode: 'Filesystem' } },
          },
        },
      ],
    });
  });
});

describe('the status of a pod', () => {
  test('is that of a new one, whatever the body says', () => {
    const status = { phase: 'Running', podIP: '10.0.0.1' };
    const body = { spec: { containers: [container] }, status };
    expect(toDraft(pods, body).status).toEqual({
      phase: 'Pending',
      qosClass: 'BestEffort',
    });
  });

  test('says that gates keep it from being scheduled', () => {
    const spec = { containers: [container], schedulingGates: [{ name: 'x' }] };
    expect(toDraft(pods, { spec }).status).toMatchObject({
      conditions: [
        { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' },
      ],
    });
  });

  test('has its address twice', () => {
    for (const status of [
      { podIP: '10.0.0.1' },
      { podIPs: [{ ip: '10.0.0.1' }] },
      { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.2' }] },
    ]) {
      const draft = { metadata: {}, status };
      pods.defaults?.(draft);
      expect(draft.status).toEqual({
        podIP: '10.0.0.1',
        podIPs: [{ ip: '10.0.0.1' }],
      });
    }
  });
});
