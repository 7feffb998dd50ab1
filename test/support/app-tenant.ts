import { expect } from '@jest/globals';

import { uniqueName } from './control-plane.js';
import { type Api, startApi } from './start-api.js';

export interface Payload {
  app: Record<string, unknown> & { version: string };
  rollout?: { id: string; state: string; total: number } | null;
  deletedId: string | null;
  userErrors: {
    code: string;
    message: string;
    field: string[] | null;
    facts: { key: string; value: string }[];
  }[];
  changes: {
    kind: string;
    name: string;
    action: string;
    reason: string | null;
    diff: { path: string; before: unknown; after: unknown }[];
  }[];
  warnings: string[];
}
export interface Template {
  metadata: {
    labels: Record<string, string>;
    annotations: Record<string, string>;
  };
  spec: Record<string, unknown> & { containers: Record<string, unknown>[] };
}
export interface Deployment {
  metadata: Record<string, unknown> & {
    uid: string;
    generation: number;
    labels: object;
    annotations: Record<string, string>;
  };
  spec: Record<string, unknown> & { replicas: number; template: Template };
}

/** A server, and a tenant of its own to make apps in. */
export interface AppTenant {
  api: Api;
  tenant: string;
  /** The path of a Deployment in the tenant. */
  path: (name: string) => string;
  /** A Deployment of the tenant, as the cluster has it. */
  read: (name: string) => Promise<Deployment>;
  /** The values of the Secrets of an app, by the names of the Secrets. */
  secretsOf: (app: string) => Promise<Record<string, string>>;
  /** Runs a mutation on an app of the tenant. */
  run: (
    field: string,
    input: Record<string, unknown>,
    user?: string,
  ) => Promise<Payload>;
}

/** Starts the server and makes the tenant. */
export async function startAppTenant(
  env: Record<string, string> = {},
): Promise<AppTenant> {
  const api = await startApi(env);
  const tenant = uniqueName('apps');
  const path = (name: string) =>
    `/apis/apps/v1/namespaces/${tenant}/deployments/${name}`;
  await api.run(
    `mutation { createTenant(input: { name: "${tenant}", quota: [{ resource: "services.nodeports", hard: "20" }] }) { userErrors { message } } }`,
  );
  return {
    api,
    tenant,
    path,
    read: (name) => api.plane.call<Deployment>('GET', path(name)),
    async secretsOf(app) {
      const { items } = await api.plane.call<{
        items: { metadata: { name: string }; data: Record<string, string> }[];
      }>(
        'GET',
        `/api/v1/namespaces/${tenant}/secrets?labelSelector=moorage.dev%2Fapp%3D${app}`,
      );
      return Object.fromEntries(
        items.map(({ metadata, data }) => [
          metadata.name,
          Buffer.from(Object.values(data)[0] ?? '', 'base64').toString(),
        ]),
      );
    },
    async run(field, input, user = 'admin') {
      const object =
        field === 'deleteApp'
          ? 'deletedId'
          : 'app { version secrets { name updatedAt } probes { readiness { kind path port periodSeconds } liveness { kind command } startup { kind } } image replicas memory memoryLimit env { name value source } ports { name port targetPort exposure nodePort } } rollout { id state total }';
      const query = `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { payload: ${field}(input: $input) {
      ${object} userErrors { code message field facts { key value } } changes { kind name action reason diff { path before after } } warnings } }`;
      const { data, errors } = await api.run<{ payload: Payload }>(
        query,
        { input: { tenant, ...input } },
        user,
      );
      expect(errors).toBeUndefined();
      return data.payload;
    },
  };
}
