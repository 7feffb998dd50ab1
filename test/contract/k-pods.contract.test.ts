import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, call, closePlane } from './plane.js';
import { container, create, podOf } from './pod-bodies.js';

let pods = '';

beforeAll(async () => {
  pods = `/api/v1/namespaces/${await aNamespace()}/pods`;
});
afterAll(closePlane);

/** What becomes of a container in a pod that would be created. */
async function made(more: object) {
  const { spec } = await create(pods, podOf({ containers: [container(more)] }));
  return (spec.containers as Record<string, unknown>[])[0];
}

describe('a new pod', () => {
  clause('K1/pod-spec', 'MUST have the defaults of a pod', async () => {
    const { spec } = await create(pods, podOf({}));
    expect(spec).toMatchObject({
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      securityContext: {},
      enableServiceLinks: true,
    });
    const shy = await create(
      pods,
      podOf({
        enableServiceLinks: false,
        terminationGracePeriodSeconds: 0,
        hostNetwork: true,
        containers: [container({ ports: [{ containerPort: 80 }] })],
      }),
    );
    expect(shy.spec).toMatchObject({
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 0,
      containers: [
        { ports: [{ containerPort: 80, hostPort: 80, protocol: 'TCP' }] },
      ],
    });
  });

  clause('K1/container', 'MUST have the defaults of a container', async () => {
    expect(
      await made({
        ports: [{ containerPort: 80 }],
        resources: { limits: { cpu: '1' } },
        env: [
          {
            name: 'A',
            valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
          },
        ],
        readinessProbe: { httpGet: { port: 80 } },
      }),
    ).toEqual({
      name: 'c',
      image: 'example.com/app:1',
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      ports: [{ containerPort: 80, protocol: 'TCP' }],
      resources: { limits: { cpu: '1' }, requests: { cpu: '1' } },
      env: [
        {
          name: 'A',
          valueFrom: {
            fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' },
          },
        },
      ],
      readinessProbe: {
        httpGet: { path: '/', port: 80, scheme: 'HTTP' },
        periodSeconds: 10,
        timeoutSeconds: 1,
        successThreshold: 1,
        failureThreshold: 3,
      },
    });
    expect(await made({})).toHaveProperty('resources', {});
    const digest = `sha256:${'0'.repeat(64)}`;
    for (const [image, policy] of [
      ['app', 'Always'],
      ['app:latest', 'Always'],
      ['example.com:5000/app', 'Always'],
      ['example.com:5000/app:2', 'IfNotPresent'],
      [`app@${digest}`, 'IfNotPresent'],
    ])
      expect(await made({ image })).toHaveProperty('imagePullPolicy', policy);
  });

  clause('K1/status', 'MUST be pending, of a class of service', async () => {
    const all = { cpu: '1', memory: '1Gi' };
    for (const [resources, qosClass] of [
      [{}, 'BestEffort'],
      [{ limits: all }, 'Guaranteed'],
      [{ limits: all, requests: { cpu: '500m' } }, 'Burstable'],
      [{ limits: { cpu: '1' } }, 'Burstable'],
    ]) {
      const { status } = await create(pods, {
        ...podOf({ containers: [container({ resources })] }),
        status: { phase: 'Running', podIP: '10.0.0.1' },
      });
      expect(status).toEqual({ phase: 'Pending', qosClass });
    }
  });
});

describe('an amount', () => {
  async function canonical(resource: string, amounts: [unknown, string][]) {
    for (const [given, shown] of amounts) {
      const requests = { [resource]: given };
      const { resources } = (await made({ resources: { requests } })) ?? {};
      expect([given, resources]).toEqual([
        given,
        { requests: { [resource]: shown } },
      ]);
    }
  }

  clause('K3/cpu', 'MUST be canonical: cpu', async () => {
    await canonical('cpu', [
      ['0.5', '500m'],
      [0.25, '250m'],
      ['1000m', '1'],
      ['0.0001', '1m'],
      [2, '2'],
    ]);
  });

  clause('K3/memory', 'MUST be canonical: memory', async () => {
    await canonical('memory', [
      ['0.5Gi', '512Mi'],
      [1073741824, '1073741824'],
      ['1000Ki', '1000Ki'],
      ['128M', '128M'],
      ['1e3', '1e3'],
      ['1024Mi', '1Gi'],
    ]);
  });
});

describe('a template of pods', () => {
  clause('K1/template', 'MUST have defaults of its own', async () => {
    const templates = pods.replace(/pods$/, 'podtemplates');
    const { template } = await create(templates, {
      metadata: { name: 't' },
      template: {
        spec: {
          containers: [container({ resources: { limits: { cpu: '1' } } })],
        },
      },
    });
    expect(template).toEqual({
      metadata: {},
      spec: {
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        securityContext: {},
        containers: [
          {
            name: 'c',
            image: 'example.com/app:1',
            imagePullPolicy: 'IfNotPresent',
            terminationMessagePath: '/dev/termination-log',
            terminationMessagePolicy: 'File',
            resources: { limits: { cpu: '1' } },
          },
        ],
      },
    });
    const { body } = await call('GET', templates);
    expect(body.items).toEqual([]);
  });
});
