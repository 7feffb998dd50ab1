import { toGuardObjects, toTenantLabels, toWish } from './demo-guards.js';
import type { DemoApp, DemoObject, DemoTenant } from './demo-tenants.js';

type Body = Readonly<Record<string, unknown>>;

const SECURITY_LEVELS = ['enforce', 'warn', 'audit'];
const SOMEBODY = 'demo';

/** The namespace of a tenant with its guards. */
export function toTenantObjects(tenant: DemoTenant): DemoObject[] {
  const { name, displayName, description } = tenant;
  return [
    {
      path: '/api/v1/namespaces',
      body: {
        metadata: {
          name,
          labels: {
            ...toTenantLabels(name),
            ...toSecurityLabels('restricted'),
          },
          annotations: {
            'moorage.dev/display-name': displayName,
            'moorage.dev/description': description,
            'moorage.dev/created-by': SOMEBODY,
            'moorage.dev/spec': toWish(tenant),
          },
        },
      },
    },
    ...toGuardObjects(tenant),
  ];
}

/** The Deployment of an app and, where it has a port, its Service. */
export function toAppObjects(
  { name: tenant }: DemoTenant,
  app: DemoApp,
): DemoObject[] {
  const labels = toAppLabels(tenant, app.name);
  const selector = { 'moorage.dev/app': app.name };
  const deployment: DemoObject = {
    path: `/apis/apps/v1/namespaces/${tenant}/deployments`,
    body: {
      metadata: {
        name: app.name,
        labels,
        annotations: { 'moorage.dev/created-by': SOMEBODY },
      },
      spec: {
        replicas: app.replicas,
        progressDeadlineSeconds: 300,
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels,
            annotations: { 'moorage.dev/changed-by': SOMEBODY },
          },
          spec: toPodSpec(app),
        },
      },
    },
  };
  if (!app.port) return [deployment];
  return [
    deployment,
    {
      path: `/api/v1/namespaces/${tenant}/services`,
      body: {
        metadata: { name: app.name, labels },
        spec: { selector, ports: [{ name: 'http', port: app.port }] },
      },
    },
  ];
}

function toPodSpec({ name, image, cpu, memory, port }: DemoApp): Body {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name,
        image,
        resources: { requests: { cpu, memory }, limits: { memory } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        },
        ...(port && {
          ports: [{ name: 'http', containerPort: port }],
          readinessProbe: { tcpSocket: { port }, periodSeconds: 5 },
        }),
      },
    ],
  };
}

function toAppLabels(tenant: string, app: string): Record<string, string> {
  return {
    ...toTenantLabels(tenant),
    'app.kubernetes.io/name': app,
    'moorage.dev/app': app,
    name: app,
  };
}

function toSecurityLabels(level: string): Record<string, string> {
  return Object.fromEntries(
    SECURITY_LEVELS.flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
    ]),
  );
}
