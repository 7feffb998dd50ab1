import { expect } from '@jest/globals';

import { uniqueName } from './control-plane.js';
import { eventually } from './eventually.js';
import { type Answer, type Api, startApi } from './start-api.js';

export interface Logs {
  lines: {
    podName: string;
    container: string;
    time: string;
    text: string;
    cursor: string;
  }[];
  truncated: boolean;
  notes: string[];
}

type Read = Answer<{ owner: { logs: Logs | null } }>;

/** A tenant with the app `talk` (two pods, 20 lines a second), the ReplicationController `old`, and `none` without pods. */
export interface LogTenant {
  api: Api;
  /** The path of its pods. */
  pods: string;
  read(
    owner: 'app' | 'pod',
    name: string,
    args?: string,
    user?: string,
  ): Promise<Read>;
  /** Makes a pod outside of Moorage. */
  makePod(name: string, image: string, more?: object): Promise<unknown>;
  /** Lets a user see everything but the logs, and what the rules say. */
  grant(user: string, rules: object[]): Promise<void>;
  /** The pods of `talk` and its last 40 lines, once both have written. */
  talkers(): Promise<{ names: string[]; logs: Logs }>;
  stop(): Promise<void>;
}

/** The logs of an answer that has no errors. */
export function logsOf({ data, errors }: Read): Logs {
  expect(errors).toBeUndefined();
  expect(data.owner.logs).not.toBeNull();
  return data.owner.logs as Logs;
}

/** Starts the server and makes the tenant. */
export async function startLogTenant(): Promise<LogTenant> {
  const api = await startApi();
  const tenant = uniqueName('logs');
  const pods = `/api/v1/namespaces/${tenant}/pods`;
  const anApp = (name: string, more: string) =>
    `${name}: createApp(input: { tenant: "${tenant}", name: "${name}", ${more} }) { userErrors { message } }`;
  await api.run(`mutation {
    createTenant(input: { name: "${tenant}", podSecurity: BASELINE }) { userErrors { message } }
    ${anApp('talk', 'image: "moorage.dev/logs:20", replicas: 2')}
    ${anApp('old', 'image: "moorage.dev/logs:1", workload: REPLICATION_CONTROLLER')}
    ${anApp('none', 'image: "nginx:1.27", replicas: 0')} }`);
  const read: LogTenant['read'] = (owner, name, args, user) =>
    api.run(
      `{ owner: ${owner}(tenant: "${tenant}", name: "${name}") { logs${args ? `(${args})` : ''} {
        lines { podName container time text cursor } truncated notes } } }`,
      {},
      user,
    );
  return {
    api,
    pods,
    read,
    makePod: (name, image, more = {}) =>
      api.plane.call('POST', pods, {
        metadata: { name },
        spec: { containers: [{ name: 'c', image }], ...more },
      }),
    grant: (user, rules) => grant(api, tenant, user, rules),
    talkers: () =>
      eventually(async () => {
        const logs = logsOf(await read('app', 'talk', 'tail: 40'));
        const names = [...new Set(logs.lines.map(({ podName }) => podName))];
        expect([names.length, logs.notes]).toEqual([2, []]);
        expect([logs.lines.length, logs.truncated]).toEqual([40, true]);
        return { names: names.sort(), logs };
      }),
    async stop() {
      await api.run(
        `mutation { deleteTenant(input: { name: "${tenant}", confirmName: "${tenant}" }) { deletedId } }`,
      );
      await api.stop();
    },
  };
}

async function grant(
  api: Api,
  tenant: string,
  user: string,
  rules: object[],
): Promise<void> {
  const name = uniqueName('rights');
  const group = 'rbac.authorization.k8s.io';
  const path = `/apis/${group}/v1/namespaces/${tenant}`;
  const visible = {
    apiGroups: ['', 'apps'],
    resources: ['namespaces', 'pods', 'deployments', 'replicationcontrollers'],
    verbs: ['get', 'list'],
  };
  await api.plane.call('POST', `${path}/roles`, {
    metadata: { name },
    rules: [visible, ...rules],
  });
  await api.plane.call('POST', `${path}/rolebindings`, {
    metadata: { name },
    subjects: [{ apiGroup: group, kind: 'User', name: user }],
    roleRef: { apiGroup: group, kind: 'Role', name },
  });
}
