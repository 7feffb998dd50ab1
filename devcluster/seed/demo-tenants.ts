/** An app of the demo: what is said about it decides what it does. */
export interface DemoApp {
  name: string;
  image: string;
  replicas: number;
  port?: number;
  /** Requested memory; the limit is the same. */
  memory: string;
  cpu: string;
  /** An image that the app is changed to a while later, so that a rollout is there to be seen. */
  laterImage?: string;
}

/** Somebody with a token of the dev cluster, and the role that they have in a tenant. */
export interface DemoMember {
  user: string;
  role: 'viewer' | 'developer' | 'admin';
}

/** A request that makes or completes an object of the demo. */
export interface DemoObject {
  /** POST when left out. */
  method?: 'POST' | 'PATCH';
  contentType?: string;
  path: string;
  body: Readonly<Record<string, unknown>>;
}

export interface DemoTenant {
  name: string;
  displayName: string;
  description: string;
  /** Hard limits of its quota. */
  quota: Readonly<Record<string, string>>;
  members: readonly DemoMember[];
  apps: readonly DemoApp[];
}

/** Two tenants that show what goes well and what goes wrong. */
export const DEMO_TENANTS: readonly DemoTenant[] = [
  {
    name: 'harbour',
    displayName: 'Harbour',
    description:
      'A shop whose apps run, and one that is rolled out very slowly.',
    quota: { 'requests.cpu': '4', 'requests.memory': '8Gi', pods: '40' },
    members: [
      { user: 'alice', role: 'admin' },
      { user: 'bob', role: 'developer' },
      { user: 'carol', role: 'viewer' },
    ],
    apps: [
      {
        name: 'storefront',
        image: 'registry.example.com/harbour/storefront:2.4.1',
        replicas: 3,
        port: 8080,
        cpu: '250m',
        memory: '256Mi',
      },
      {
        name: 'payments',
        image: 'registry.example.com/harbour/payments:1.9.0',
        replicas: 2,
        port: 8443,
        cpu: '200m',
        memory: '256Mi',
      },
      {
        name: 'search',
        image: 'moorage.dev/slow-start:2s',
        laterImage: 'moorage.dev/slow-start:120s',
        replicas: 2,
        port: 9200,
        cpu: '300m',
        memory: '512Mi',
      },
    ],
  },
  {
    name: 'shipyard',
    displayName: 'Shipyard',
    description:
      'A workshop in trouble: a crash loop, an image that is not there, a full quota.',
    quota: { 'requests.cpu': '1', 'requests.memory': '1Gi', pods: '10' },
    members: [
      { user: 'bob', role: 'admin' },
      { user: 'alice', role: 'viewer' },
    ],
    apps: [
      {
        name: 'crane',
        image: 'registry.example.com/shipyard/crane:0.8.2',
        replicas: 1,
        port: 8080,
        cpu: '100m',
        memory: '128Mi',
      },
      {
        name: 'forge',
        image: 'moorage.dev/crash:3',
        replicas: 1,
        cpu: '100m',
        memory: '128Mi',
      },
      {
        name: 'sails',
        image: 'moorage.dev/no-such-image:1.0',
        replicas: 1,
        cpu: '100m',
        memory: '128Mi',
      },
      {
        name: 'drydock',
        image: 'registry.example.com/shipyard/drydock:3.1.0',
        replicas: 4,
        port: 8080,
        cpu: '250m',
        memory: '256Mi',
      },
    ],
  },
];
