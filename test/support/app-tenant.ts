import { expect } from '@jest/globals';

import { uniqueName } from './control-plane.js';
import { type Api, startApi } from './start-api.js';

export interface Payload {
  app: Record<string, unknown> & { version: string };
  rollout?: { id: string; state: string; total: number } | null;
  deletedId: string | null;
  userErrors: { code: string; message: string }[];
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
  };
  spec: Record<string, unknown> & { replicas: number; template: Template };
}

/** A server, and a tenant of its own to make apps in. */
export interface AppTenant {
  api: Api;
  tenant: string;
  /** The path of a Deployment in the tenant. */
  path: (name: string) => string;
  /** Runs a mutation on an app of the tenant. */
  run: (field: string, input: Record<string, unknown>) => Promise<Payload>;
}

/** Starts the server and makes the tenant. */
export async function startAppTenant(
  env: Record<string, string> = {},
): Promise<AppTenant> {
  const api = await startApi(env);
  const tenant = uniqueName('apps');
  await api.run(
    `mutation { createTenant(input: { name: "${tenant}" }) { userErrors { message } } }`,
  );
  return {
    api,
    tenant,
    path: (name) => `/apis/apps/v1/namespaces/${tenant}/deployments/${name}`,
    async run(field, input) {
      const object =
        field === 'deleteApp'
          ? 'deletedId'
          : 'app { version image replicas memory memoryLimit env { name value source } ports { name port targetPort exposure nodePort } } rollout { id state total }';
      const query = `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { payload: ${field}(input: $input) {
      ${object} userErrors { code message facts { key value } } changes { kind name action reason diff { path before after } } warnings } }`;
      const { data, errors } = await api.run<{ payload: Payload }>(query, {
        input: { tenant, ...input },
      });
      expect(errors).toBeUndefined();
      return data.payload;
    },
  };
}
