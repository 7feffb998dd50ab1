import { uniqueName } from './control-plane.js';
import { eventually } from './eventually.js';
import { type Api, startApi } from './start-api.js';

const LABEL = 'moorage.dev/app';

/** A tenant in which the app `crash` (two pods) ends again and again and `web` (one pod) runs, the pods `lost` and `huge` wait,
 * and five services stand: `front` before `web`, `wrong` with a port name that no pod has, `outside`, `bare` and `idle`. */
export interface TroubleWorld {
  api: Api;
  tenant: string;
  /** Lets a user list what the rules say in the tenant, namespaces and apps in any case. */
  grant(user: string, resources: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the world and waits until its troubles are there. */
export async function startTroubleWorld(
  env: Record<string, string> = {},
): Promise<TroubleWorld> {
  const api = await startApi(env);
  const tenant = uniqueName('trouble');
  const core = `/api/v1/namespaces/${tenant}`;
  const post = (path: string, body: object) =>
    api.plane.call('POST', path, body);
  await post('/api/v1/namespaces', {
    metadata: { name: tenant, labels: { 'moorage.dev/tenant': tenant } },
  });
  await eventually(() =>
    api.plane.call('GET', `${core}/serviceaccounts/default`),
  );
  const deploy = (name: string, image: string, replicas: number) =>
    post(`/apis/apps/v1/namespaces/${tenant}/deployments`, {
      metadata: { name, labels: { [LABEL]: name } },
      spec: {
        replicas,
        selector: { matchLabels: { [LABEL]: name } },
        template: {
          metadata: { labels: { [LABEL]: name } },
          spec: { containers: [{ name, image }] },
        },
      },
    });
  await deploy('crash', 'moorage.dev/crash:3', 2);
  await deploy('web', 'nginx:1.27', 1);
  const pod = (name: string, container: object) =>
    post(`${core}/pods`, {
      metadata: { name },
      spec: { containers: [{ name: 'main', ...container }] },
    });
  await pod('lost', { image: 'moorage.dev/no-such-image' });
  await pod('huge', {
    image: 'nginx:1.27',
    resources: { requests: { cpu: '30000' } },
  });
  const service = (name: string, spec: object) =>
    post(`${core}/services`, { metadata: { name }, spec });
  const selector = { [LABEL]: 'web' };
  await service('front', { selector, ports: [{ port: 80 }] });
  await service('wrong', {
    selector,
    ports: [{ port: 80, targetPort: 'http' }],
  });
  await service('outside', {
    type: 'ExternalName',
    externalName: 'example.org',
  });
  await service('bare', { ports: [{ port: 80 }] });
  await service('idle', {
    selector: { [LABEL]: 'nobody' },
    ports: [{ port: 80 }],
  });
  await eventually(async () => {
    const pods = JSON.stringify(await api.plane.call('GET', `${core}/pods`));
    const all = [/"phase":"Running".*"ready":true/, /Unschedulable/];
    for (const what of [...all, /CrashLoopBackOff/, /ImagePullBackOff/])
      if (!what.test(pods)) throw new Error(`No pod is ${String(what)}.`);
  }, 40);
  return {
    ...{ api, tenant },
    grant: (user, resources) => grant(api, tenant, user, resources),
    async stop() {
      await api.plane.call('DELETE', `/api/v1/namespaces/${tenant}`);
      await api.stop();
    },
  };
}

async function grant(
  { plane }: Api,
  tenant: string,
  user: string,
  resources: string[],
): Promise<void> {
  const name = uniqueName('sees');
  const group = 'rbac.authorization.k8s.io';
  const path = `/apis/${group}/v1/namespaces/${tenant}`;
  await plane.call('POST', `${path}/roles`, {
    metadata: { name },
    rules: [
      {
        apiGroups: ['', 'apps', 'discovery.k8s.io'],
        resources: [
          ...['namespaces', 'deployments', 'replicationcontrollers'],
          ...resources,
        ],
        verbs: ['get', 'list'],
      },
    ],
  });
  await plane.call('POST', `${path}/rolebindings`, {
    metadata: { name },
    subjects: [{ apiGroup: group, kind: 'User', name: user }],
    roleRef: { apiGroup: group, kind: 'Role', name },
  });
}
