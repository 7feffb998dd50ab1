import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { aReplicationController, aWorkload } from './manifests.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';
import {
  causesOf,
  causesOfAnswer,
  container,
  create,
  INVALID,
} from './pod-bodies.js';

const MISMATCH = '`selector` does not match template `labels`';
const NEGATIVE = 'must be greater than or equal to 0';

let controllers = '';
let deployments = '';
let replicaSets = '';

beforeAll(async () => {
  const namespace = await aNamespace();
  controllers = `/api/v1/namespaces/${namespace}/replicationcontrollers`;
  deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
  replicaSets = `/apis/apps/v1/namespaces/${namespace}/replicasets`;
});
afterAll(closePlane);

const template = (labels?: Record<string, string>, spec: object = {}) => ({
  metadata: { labels },
  spec: { containers: [container()], ...spec },
});

const named = (spec: object) => ({ metadata: { name: 'w' }, spec });

describe('a replication controller', () => {
  clause('K8/defaults', 'MUST take after its template', async () => {
    const labels = { app: 'w', tier: 'web' };
    const made = await create(
      controllers,
      named({ template: template(labels) }),
    );
    expect(made.metadata.labels).toEqual(labels);
    expect(made.metadata.generation).toBe(1);
    expect(made.spec).toMatchObject({ replicas: 1, selector: labels });
    expect(made.status).toEqual({ replicas: 0 });

    const own = await create(controllers, {
      metadata: { name: 'w', labels: { own: 'label' } },
      spec: {
        replicas: 0,
        selector: { app: 'w' },
        template: template(labels),
      },
      status: { replicas: 7 },
    });
    expect(own.metadata.labels).toEqual({ own: 'label' });
    expect(own.spec).toMatchObject({ replicas: 0, selector: { app: 'w' } });
    expect(own.status).toEqual({ replicas: 0 });
  });

  clause('K8/template', 'MUST have a template that it selects', async () => {
    const selector = { app: 'w' };
    expect(await causesOf(controllers, named({ selector }))).toEqual([
      ['spec.template', 'FieldValueRequired', 'Required value'],
    ]);
    expect(
      await causesOf(
        controllers,
        named({ selector, template: template({ app: 'x' }) }),
      ),
    ).toEqual([
      [
        'spec.template.metadata.labels',
        INVALID,
        `Invalid value: {"app":"x"}: ${MISMATCH}`,
      ],
    ]);
    expect(
      await causesOf(controllers, named({ template: template() })),
    ).toEqual([['spec.selector', 'FieldValueRequired', 'Required value']]);
  });

  clause('K8/values', 'MUST keep some pods running', async () => {
    const labels = { app: 'w' };
    expect(
      await causesOf(
        controllers,
        named({ replicas: -1, template: template(labels) }),
      ),
    ).toEqual([['spec.replicas', INVALID, `Invalid value: -1: ${NEGATIVE}`]]);
    expect(
      await causesOf(
        controllers,
        named({
          template: template(labels, {
            restartPolicy: 'Never',
            activeDeadlineSeconds: 5,
          }),
        }),
      ),
    ).toEqual([
      [
        'spec.template.spec.activeDeadlineSeconds',
        'FieldValueForbidden',
        'Forbidden: activeDeadlineSeconds in ReplicationController is not Supported',
      ],
      [
        'spec.template.spec.restartPolicy',
        'FieldValueNotSupported',
        'Unsupported value: "Never": supported values: "Always"',
      ],
    ]);
  });
});

describe('a deployment', () => {
  clause('K9/defaults', 'MUST roll out by quarters', async () => {
    const selector = { matchLabels: { app: 'w' } };
    const right = { selector, template: template({ app: 'w' }) };
    const made = await create(deployments, named(right));
    expect(made.spec).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
      },
    });
    expect(made.status).toEqual({});
    const recreate = await create(
      deployments,
      named({ ...right, strategy: { type: 'Recreate' } }),
    );
    expect(recreate.spec.strategy).toEqual({ type: 'Recreate' });

    const mismatch = [
      'spec.template.metadata.labels',
      INVALID,
      `Invalid value: {"app":"x"}: ${MISMATCH}`,
    ];
    const wrong = { selector, template: template({ app: 'x' }) };
    expect(await causesOf(deployments, named(wrong))).toEqual([mismatch]);
    expect(
      await causesOf(deployments, named({ template: wrong.template })),
    ).toEqual([
      ['spec.selector', 'FieldValueRequired', 'Required value'],
      mismatch,
    ]);
    expect(
      await causesOf(deployments, named({ ...right, selector: {} })),
    ).toEqual([
      [
        'spec.selector',
        INVALID,
        'Invalid value: {}: empty selector is invalid for deployment',
      ],
    ]);
    const rollingUpdate = { maxSurge: 0, maxUnavailable: 0 };
    expect(
      await causesOf(
        deployments,
        named({ ...right, strategy: { rollingUpdate } }),
      ),
    ).toEqual([
      [
        'spec.strategy.rollingUpdate.maxUnavailable',
        INVALID,
        'Invalid value: 0: may not be 0 when `maxSurge` is 0',
      ],
    ]);
  });
});

describe('the subresource scale', () => {
  /** Creates a workload of each kind; returns their paths. */
  async function workloads(name: string): Promise<string[]> {
    const paths: string[] = [];
    for (const [collection, body] of [
      [controllers, aReplicationController(name)],
      [deployments, aWorkload(name)],
      [replicaSets, aWorkload(name)],
    ] as const) {
      const { status } = await call('POST', collection, { body });
      expect(status).toBe(201);
      paths.push(`${collection}/${name}`);
    }
    return paths;
  }

  clause('K10/get', 'MUST be a Scale of the workload', async () => {
    for (const path of await workloads('got')) {
      const { body: workload } = await call('GET', path);
      const { status, body } = await call('GET', `${path}/scale`);
      const { name, namespace, uid, creationTimestamp } = workload.metadata;
      expect(status).toBe(200);
      expect(body).toEqual({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: {
          name,
          namespace,
          uid,
          creationTimestamp,
          resourceVersion: expect.stringMatching(/^\d+$/) as unknown,
        },
        spec: {},
        status: { replicas: 0, selector: 'app=got' },
      });
    }
    const matchExpressions = [
      { key: 'tier', operator: 'In', values: ['web', 'api'] },
      { key: 'old', operator: 'DoesNotExist' },
      { key: 'app', operator: 'Exists' },
      { key: 'zone', operator: 'NotIn', values: ['b', 'a'] },
    ];
    await call('POST', replicaSets, {
      body: named({
        replicas: 0,
        selector: { matchLabels: { app: 'w' }, matchExpressions },
        template: template({ app: 'w', tier: 'web' }),
      }),
    });
    const { body } = await call('GET', `${replicaSets}/w/scale`);
    expect(body.status.selector).toBe(
      'app=w,app,!old,tier in (api,web),zone notin (a,b)',
    );
  });

  clause('K10/put', 'MUST set the replicas by PUT and PATCH', async () => {
    for (const path of await workloads('put')) {
      // A controller may write the status in between.
      const put = await eventually(async () => {
        const { body: scale } = await call('GET', `${path}/scale`);
        const answer = await call('PUT', `${path}/scale?dryRun=All`, {
          body: { ...scale, spec: { replicas: 2 }, status: { replicas: 9 } },
        });
        expect(answer.status).toBe(200);
        return { scale, ...answer };
      });
      const { scale } = put;
      expect(put.body.spec).toEqual({ replicas: 2 });
      expect(put.body.status).toEqual({ replicas: 0, selector: 'app=put' });

      const annotations = { touched: 'yes' };
      const touched = await call('PATCH', path, {
        body: { metadata: { annotations } },
        type: PATCH.merge,
      });
      const patched = await call('PATCH', `${path}/scale?dryRun=All`, {
        body: { spec: { replicas: 3 } },
        type: PATCH.merge,
      });
      expect(patched.status).toBe(200);
      expect(patched.body.kind).toBe('Scale');
      expect(patched.body.spec).toEqual({ replicas: 3 });
      const stale = await call('PUT', `${path}/scale`, { body: scale });
      expect(stale.status).toBe(409);
      expect(stale.body.reason).toBe('Conflict');

      const { uid, name } = touched.body.metadata;
      const set = await call('PUT', `${path}/scale`, {
        body: { metadata: { name, uid }, spec: {} },
      });
      expect(set.status).toBe(200);
      expect(set.body.spec).toEqual({});
    }
  });

  clause('K10/negative', 'MUST refuse less than nothing', async () => {
    const [path = ''] = await workloads('negative');
    for (const answer of [
      await call('PUT', `${path}/scale`, {
        body: { metadata: { name: 'negative' }, spec: { replicas: -1 } },
      }),
      await call('PATCH', `${path}/scale`, {
        body: { spec: { replicas: -1 } },
        type: PATCH.merge,
      }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.body.message).toBe(
        `Scale.autoscaling "negative" is invalid: spec.replicas: Invalid value: -1: ${NEGATIVE}`,
      );
      expect(answer.body.details).toMatchObject({
        name: 'negative',
        group: 'autoscaling',
        kind: 'Scale',
      });
      expect(causesOfAnswer(answer.body)).toEqual([
        ['spec.replicas', INVALID, `Invalid value: -1: ${NEGATIVE}`],
      ]);
    }
  });

  clause('K10/kind', 'MUST refuse another kind', async () => {
    const [, path = ''] = await workloads('kind');
    const { status, body } = await call('PUT', `${path}/scale`, {
      body: { kind: 'Deployment', apiVersion: 'apps/v1', ...aWorkload('kind') },
    });
    expect(status).toBe(400);
    expect(body.reason).toBe('BadRequest');
    expect(body.message).toBe(
      'Deployment in version "v1" cannot be handled as a Scale: converting (v1.Deployment) to (autoscaling.Scale): unknown conversion',
    );
  });
});
