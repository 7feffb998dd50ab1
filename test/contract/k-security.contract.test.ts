import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';
import { warningsOf } from './warning.js';

const label = (mode: string) => `pod-security.kubernetes.io/${mode}`;

/** What a bare container `c` lacks for the level restricted. */
const LACKS =
  'allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), ' +
  'unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), ' +
  'runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), ' +
  'seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")';

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

const bare = { name: 'c', image: 'i' };

/** A pod that no scheduler takes. */
const aPod = (name: string, spec: object = {}) => ({
  metadata: { name },
  spec: { schedulerName: 'nobody', containers: [bare], ...spec },
});

const aTemplate = (container: object) => ({
  metadata: { labels: { a: 'b' } },
  spec: { containers: [container] },
});

const refusal = (name: string, why: string) =>
  failure({
    code: 403,
    reason: 'Forbidden',
    message: `pods "${name}" is forbidden: violates PodSecurity ${why}`,
    details: { name, kind: 'pods' },
  });

const relabel = (namespace: string, labels: Record<string, string | null>) =>
  call('PATCH', `/api/v1/namespaces/${namespace}`, {
    type: PATCH.merge,
    body: { metadata: { labels } },
  });

afterAll(closePlane);

describe('the level of a namespace', () => {
  let restricted = '';
  let baseline = '';
  beforeAll(async () => {
    restricted = await aNamespace({ [label('enforce')]: 'restricted' });
    baseline = await aNamespace({
      [label('enforce')]: 'baseline',
      [label('enforce-version')]: 'v1.37',
    });
  });

  clause('K24/enforce', 'MUST refuse a pod that violates it', async () => {
    const pods = `/api/v1/namespaces/${restricted}/pods`;
    const privileged = await call('POST', pods, {
      body: aPod('psa', {
        containers: [{ ...bare, securityContext: { privileged: true } }],
      }),
    });
    expect(privileged.status).toBe(403);
    expect(privileged.body).toEqual(
      refusal(
        'psa',
        `"restricted:latest": privileged (container "c" must not set securityContext.privileged=true), ${LACKS}`,
      ),
    );

    const fit = await call('POST', pods, {
      body: aPod('fit', {
        containers: [{ ...bare, securityContext: RESTRICTED }],
      }),
    });
    expect(fit.status).toBe(201);
    expect(warningsOf(fit)).toEqual([]);

    // Many violations: in the order of the checks; init containers stand before containers.
    const manifold = await call('POST', `/api/v1/namespaces/${baseline}/pods`, {
      body: aPod('manifold', {
        hostNetwork: true,
        hostPID: true,
        volumes: [{ name: 'v', hostPath: { path: '/' } }],
        securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] },
        initContainers: [
          { name: 'i', image: 'i', securityContext: { privileged: true } },
        ],
        containers: [
          { ...bare, ports: [{ containerPort: 80, hostPort: 80 }] },
          {
            name: 'd',
            image: 'i',
            securityContext: {
              privileged: true,
              capabilities: { add: ['SYS_ADMIN', 'CHOWN', 'NET_ADMIN'] },
            },
          },
        ],
      }),
    });
    expect(manifold.body).toEqual(
      refusal(
        'manifold',
        '"baseline:v1.37": ' +
          'non-default capabilities (container "d" must not include "NET_ADMIN", "SYS_ADMIN" in securityContext.capabilities.add), ' +
          'host namespaces (hostNetwork=true, hostPID=true), ' +
          'hostPath volumes (volume "v"), ' +
          'hostPort (container "c" uses hostPort 80), ' +
          'privileged (containers "i", "d" must not set securityContext.privileged=true), ' +
          'forbidden sysctls (kernel.msgmax)',
      ),
    );
  });

  clause(
    'K24/labels',
    'MUST be a known one, and tell of the pods that it would refuse',
    async () => {
      const name = uniqueName('contract');
      const odd = await call('POST', '/api/v1/namespaces', {
        body: {
          metadata: {
            name,
            labels: {
              [label('warn')]: 'odd',
              [label('enforce-version')]: '1.2',
            },
          },
        },
      });
      expect(odd.status).toBe(422);
      expect(odd.body).toMatchObject({
        reason: 'Invalid',
        message: `Namespace "${name}" is invalid: [metadata.labels[${label('enforce-version')}]: Invalid value: "1.2": must be "latest" or "v1.x", metadata.labels[${label('warn')}]: Invalid value: "odd": must be one of privileged, baseline, restricted]`,
      });

      const namespace = await aNamespace();
      const pods = `/api/v1/namespaces/${namespace}/pods`;
      for (const pod of ['bare', 'twin'])
        await call('POST', pods, { body: aPod(pod) });
      const tightened = await relabel(namespace, {
        [label('enforce')]: 'restricted',
      });
      expect(tightened.status).toBe(200);
      expect(warningsOf(tightened)).toEqual([
        `existing pods in namespace "${namespace}" violate the new PodSecurity enforce level "restricted:latest"`,
        'bare (and 1 other pod): allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile',
      ]);

      // A pod that is there already may change, but not its images.
      const annotated = await call('PATCH', `${pods}/bare`, {
        type: PATCH.merge,
        body: { metadata: { annotations: { a: 'b' } } },
      });
      expect(annotated.status).toBe(200);
      const changed = await call('PATCH', `${pods}/bare`, {
        type: PATCH.strategic,
        body: { spec: { containers: [{ name: 'c', image: 'j' }] } },
      });
      expect(changed.body).toEqual(
        refusal('bare', `"restricted:latest": ${LACKS}`),
      );

      const relaxed = await relabel(namespace, {
        [label('enforce')]: 'baseline',
      });
      expect(warningsOf(relaxed)).toEqual([]);
    },
  );

  clause('K24/workload', 'MUST warn of templates on each write', async () => {
    const warning = `would violate PodSecurity "restricted:latest": ${LACKS}`;
    const deployments = `/apis/apps/v1/namespaces/${restricted}/deployments`;
    const made = await call('POST', deployments, {
      body: {
        metadata: { name: 'd' },
        spec: {
          replicas: 0,
          selector: { matchLabels: { a: 'b' } },
          template: aTemplate(bare),
        },
      },
    });
    expect(made.status).toBe(201);
    expect(warningsOf(made)).toEqual([warning]);

    const patched = await call('PATCH', `${deployments}/d`, {
      type: PATCH.merge,
      body: { metadata: { labels: { x: 'y' } } },
    });
    expect(patched.status).toBe(200);
    expect(warningsOf(patched)).toEqual([warning]);

    const scaled = await call('PATCH', `${deployments}/d/scale`, {
      type: PATCH.merge,
      body: { spec: { replicas: 0 } },
    });
    expect(scaled.status).toBe(200);
    expect(warningsOf(scaled)).toEqual([]);

    const controllers = `/api/v1/namespaces/${restricted}/replicationcontrollers`;
    for (const [name, container, warnings] of [
      ['bad', bare, [warning]],
      ['good', { ...bare, securityContext: RESTRICTED }, []],
    ] as const) {
      const controller = await call('POST', controllers, {
        body: {
          metadata: { name },
          spec: { replicas: 0, template: aTemplate(container) },
        },
      });
      expect(controller.status).toBe(201);
      expect(warningsOf(controller)).toEqual(warnings);
    }
  });
});

describe('the warn level of a namespace', () => {
  clause('R15/warn-psa', 'MUST warn and let pass', async () => {
    const namespace = await aNamespace({
      [label('enforce')]: 'privileged',
      [label('warn')]: 'restricted',
      [label('warn-version')]: 'v1.28',
    });
    const path = `/api/v1/namespaces/${namespace}`;
    const warning = `would violate PodSecurity "restricted:v1.28": ${LACKS}`;

    const pod = await call('POST', `${path}/pods`, { body: aPod('warned') });
    expect(pod.status).toBe(201);
    expect(warningsOf(pod)).toEqual([warning]);

    const controller = await call('POST', `${path}/replicationcontrollers`, {
      body: {
        metadata: { name: 'warned' },
        spec: { replicas: 0, template: aTemplate(bare) },
      },
    });
    expect(controller.status).toBe(201);
    expect(controller.headers.warning).toBe(`299 - ${JSON.stringify(warning)}`);

    await relabel(namespace, { [label('warn')]: 'baseline' });
    // The real admission looks at a copy of the namespace, which may be a moment old.
    await eventually(async () => {
      const body = aPod('quiet');
      const quiet = await call('POST', `${path}/pods?dryRun=All`, { body });
      expect([quiet.status, warningsOf(quiet)]).toEqual([201, []]);
    });
  });
});
