import { aDeployment, APP, REAL, type Situation } from './status-situation.js';

const DEPLOYMENT = `apps/v1/deployments/${APP}`;

/** What is no trouble. */
export const QUIET: Situation[] = [
  {
    ...{ name: 'scaled-to-zero', phase: 'STOPPED', source: REAL },
    says: 'No pod is wanted',
    workload: aDeployment({ spec: { replicas: 0 } }),
    heal: ({ patch }) => patch(DEPLOYMENT, { spec: { replicas: 1 } }),
    evidence: /"observedGeneration":1/,
  },
  {
    ...{ name: 'running', phase: 'RUNNING', says: 'All is well', source: REAL },
    before: [
      [
        'v1/services',
        {
          metadata: { name: APP },
          spec: {
            selector: { 'moorage.dev/app': APP },
            ports: [{ port: 80 }],
          },
        },
      ],
    ],
    workload: aDeployment({ spec: { replicas: 2 } }),
    evidence: /"availableReplicas":2.*"ready":true/,
  },
  {
    ...{ name: 'paused', phase: 'PAUSED', source: REAL },
    says: 'A change waits because the rollout is paused',
    workload: aDeployment({}),
    after: async ({ until, patch }) => {
      await until(/"availableReplicas":1/);
      const containers = [{ name: APP, image: 'nginx:1.28' }];
      await patch(DEPLOYMENT, {
        spec: { paused: true, template: { spec: { containers } } },
      });
    },
    heal: ({ patch }) => patch(DEPLOYMENT, { spec: { paused: false } }),
    evidence: /DeploymentPaused/,
  },
  {
    ...{ name: 'starting', phase: 'STARTING', source: REAL },
    says: 'Its image is being pulled',
    workload: aDeployment({ image: 'moorage.dev/slow-pull:600' }),
    evidence: /"reason":"ContainerCreating"/,
  },
  {
    ...{ name: 'updating', phase: 'UPDATING', source: REAL },
    says: 'A new version comes up beside the previous one',
    workload: aDeployment({}),
    after: async ({ until, patch }) => {
      await until(/"availableReplicas":1/);
      const containers = [{ name: APP, image: 'moorage.dev/slow-pull:600' }];
      await patch(DEPLOYMENT, { spec: { template: { spec: { containers } } } });
    },
    evidence: /"reason":"ContainerCreating"/,
  },
  {
    ...{ name: 'stopping', phase: 'STOPPING', source: REAL },
    says: 'No pod is wanted, and one has not stopped yet',
    workload: aDeployment({
      image: 'moorage.dev/ignores-sigterm',
      pod: { terminationGracePeriodSeconds: 90 },
    }),
    after: async ({ until, patch }) => {
      await until(/"availableReplicas":1/);
      await patch(DEPLOYMENT, { spec: { replicas: 0 } });
    },
    heal: async ({ pods, removeAtOnce, patch }) => {
      for (const pod of await pods()) await removeAtOnce(`v1/pods/${pod}`);
      await patch(DEPLOYMENT, { spec: { replicas: 1 } });
    },
    evidence: /"observedGeneration":2.*"deletionTimestamp"/,
  },
];
