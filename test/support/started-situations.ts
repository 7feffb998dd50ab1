import {
  aController,
  aDeployment,
  APP,
  KUBELET,
  type Situation,
} from './status-situation.js';

const image = (
  name: string,
  code: string,
  says: string,
  evidence: RegExp,
  more: Partial<Situation> = {},
): Situation => ({
  ...{ name, code, says, evidence, phase: 'DOWN', source: KUBELET },
  workload: aDeployment({ image: `moorage.dev/${name}` }),
  ...more,
});
const probe = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 1 };

/** What becomes of images and containers on a machine. */
export const STARTED: Situation[] = [
  image(
    ...(['image-not-found', 'IMAGE_NOT_FOUND'] as const),
    ...(['The image does not exist', /ErrImagePull/] as const),
    { workload: aDeployment({ image: 'moorage.dev/no-such-image' }) },
  ),
  image(
    ...(['image-auth', 'IMAGE_AUTH'] as const),
    ...(['The registry refuses', /ErrImagePull/] as const),
    { workload: aDeployment({ image: 'moorage.dev/refused' }) },
  ),
  image(
    ...(['rate-limited', 'IMAGE_RATE_LIMITED'] as const),
    ...(['The registry allows no more pulls', /ErrImagePull/] as const),
  ),
  image(
    ...(['unreachable', 'REGISTRY_UNREACHABLE'] as const),
    ...(['The registry does not answer', /ErrImagePull/] as const),
  ),
  image(
    ...(['untrusted', 'REGISTRY_TLS'] as const),
    ...(["The registry's certificate is not trusted", /ErrImagePull/] as const),
  ),
  image(
    ...(['wrong-architecture', 'IMAGE_WRONG_ARCH'] as const),
    ...(['The image is for other machines', /ErrImagePull/] as const),
  ),
  image(
    ...(['image-name-invalid', 'IMAGE_NAME_INVALID'] as const),
    ...(["The image's name is none", /InvalidImageName/] as const),
    { workload: aDeployment({ image: 'Web:1' }) },
  ),
  image(
    ...(['image-never-pull', 'IMAGE_NEVER_PULL'] as const),
    ...(['The image may not be pulled', /ErrImageNeverPull/] as const),
    {
      workload: aDeployment({
        image: 'example.com/never-pulled:1',
        container: { imagePullPolicy: 'Never' },
      }),
    },
  ),
  image(
    ...(['config-missing', 'CONFIG_MISSING'] as const),
    ...([
      'A secret is missing',
      /"waiting":[^}]*db-pass\\?" not found/,
    ] as const),
    {
      workload: aDeployment({
        container: {
          env: [
            {
              name: 'URL',
              valueFrom: { secretKeyRef: { name: 'db-pass', key: 'URL' } },
            },
          ],
        },
      }),
      heal: ({ post }) =>
        post('v1/secrets', {
          metadata: { name: 'db-pass' },
          stringData: { URL: 'postgres://db' },
        }),
    },
  ),
  image(
    ...(['run-as-root-forbidden', 'RUN_AS_ROOT_FORBIDDEN'] as const),
    ...(['The image runs as root', /will run as root/] as const),
    {
      workload: aDeployment({
        pod: { securityContext: { runAsNonRoot: true } },
      }),
    },
  ),
  image(
    ...(['no-executable', 'START_FAILED'] as const),
    ...([
      'The command does not exist',
      /RunContainerError|CreateContainerError/,
    ] as const),
  ),
  image(
    ...(['out-of-memory', 'OUT_OF_MEMORY'] as const),
    ...(['Killed for its memory', /CrashLoopBackOff/] as const),
  ),
  image(
    ...(['crash', 'CRASH_LOOP'] as const),
    ...(['The program ends with an error', /CrashLoopBackOff/] as const),
  ),
  image(
    ...(['completes', 'CRASH_LOOP'] as const),
    ...(['The program ends normally', /CrashLoopBackOff/] as const),
  ),
  image(
    ...(['controller-crash', 'CRASH_LOOP'] as const),
    ...(['The same, of a ReplicationController', /CrashLoopBackOff/] as const),
    { workload: aController({ image: 'moorage.dev/crash:3' }) },
  ),
  image(
    ...(['init-failed', 'INIT_FAILED'] as const),
    ...(['The preparation fails', /CrashLoopBackOff/] as const),
    {
      workload: aDeployment({
        pod: {
          initContainers: [{ name: 'migrate', image: 'moorage.dev/crash' }],
        },
      }),
    },
  ),
  image(
    ...(['liveness-failing', 'LIVENESS_FAILING'] as const),
    ...(['The liveness probe fails', /failed liveness probe/] as const),
    {
      phase: 'DEGRADED',
      workload: aDeployment({
        image: 'moorage.dev/unhealthy:2',
        container: { livenessProbe: { ...probe, failureThreshold: 2 } },
      }),
    },
  ),
  image(
    ...(['startup-failing', 'STARTUP_FAILING'] as const),
    ...(['The startup probe fails', /failed startup probe/] as const),
    {
      workload: aDeployment({
        image: 'moorage.dev/slow-start:600',
        container: { startupProbe: { ...probe, failureThreshold: 2 } },
      }),
    },
  ),
  image(
    ...(['never-ready', 'READINESS_FAILING'] as const),
    ...(['It runs and never answers', /Readiness probe/] as const),
    {
      workload: aDeployment({
        image: 'moorage.dev/never-ready',
        container: { readinessProbe: probe },
      }),
    },
  ),
  image(
    ...(['evicted', 'NODE_PRESSURE'] as const),
    ...([
      'The machine runs out of something',
      /"availableReplicas":2.*"reason":"Evicted"/,
    ] as const),
    {
      phase: 'RUNNING',
      workload: aDeployment({
        image: 'moorage.dev/evicted:15',
        spec: { replicas: 2 },
      }),
      heal: async ({ pods, removeAtOnce, renew }) => {
        await renew();
        for (const pod of await pods())
          await removeAtOnce(`v1/pods/${pod}`).catch(() => undefined);
      },
    },
  ),
  image(
    ...(['no-network', 'OTHER'] as const),
    ...([
      'The machine cannot give it a network',
      /FailedCreatePodSandBox/,
    ] as const),
  ),
  image(
    ...(['update-fails', 'IMAGE_NOT_FOUND'] as const),
    ...([
      'The new version fails, the previous one serves',
      /ErrImagePull/,
    ] as const),
    {
      phase: 'DEGRADED',
      workload: aDeployment({}),
      after: async ({ until, patch }) => {
        await until(/"availableReplicas":1/);
        const containers = [{ name: APP, image: 'moorage.dev/no-such-image' }];
        await patch(`apps/v1/deployments/${APP}`, {
          spec: { template: { spec: { containers } } },
        });
      },
    },
  ),
];
