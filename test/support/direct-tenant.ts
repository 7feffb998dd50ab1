import { expect } from '@jest/globals';

import { uniqueName } from './control-plane.js';
import { type Api, startApi } from './start-api.js';
import { mutateTenant } from './tenant-mutation.js';

export interface DirectPayload {
  pod?: { name: string; version: string } | null;
  service?: { name: string; version: string } | null;
  deletedId?: string | null;
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
    diff: { path: string; before: unknown; after: unknown }[];
  }[];
}
export interface Stored {
  metadata: { labels: Record<string, string>; resourceVersion: string };
  spec: Record<string, unknown> & {
    type?: string;
    ports?: { port: number; nodePort?: number }[];
  };
}

/** A server, and a tenant of its own to make pods and services in. */
export interface DirectTenant {
  api: Api;
  tenant: string;
  /** Runs a mutation of a pod or a service. */
  run: (
    field: string,
    input: Record<string, unknown>,
  ) => Promise<DirectPayload>;
  /** The same, and sees it done. */
  done: (
    field: string,
    input: Record<string, unknown>,
  ) => Promise<DirectPayload>;
  /** An object of the tenant, as the cluster has it. */
  read: (plural: string, name: string) => Promise<Stored>;
}

/** Starts the server and makes the tenant; it may have four node ports. */
export async function startDirectTenant(): Promise<DirectTenant> {
  const api = await startApi();
  const tenant = uniqueName('plain');
  await mutateTenant(api, 'createTenant', {
    name: tenant,
    quota: [{ resource: 'services.nodeports', hard: '4' }],
  });
  const run = async (
    field: string,
    input: Record<string, unknown>,
  ): Promise<DirectPayload> => {
    const object = field.startsWith('delete')
      ? 'deletedId'
      : `${field.endsWith('Pod') ? 'pod' : 'service'} { name version }`;
    const { data, errors } = await api.run<{ payload: DirectPayload }>(
      `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { payload: ${field}(input: $input) {
        ${object} userErrors { code message field facts { key value } } changes { kind name action diff { path before after } } } }`,
      { input: { tenant, ...input } },
    );
    expect(errors).toBeUndefined();
    return data.payload;
  };
  const done = async (field: string, input: Record<string, unknown>) => {
    const payload = await run(field, input);
    expect([field, payload.userErrors]).toEqual([field, []]);
    return payload;
  };
  const read = (plural: string, name: string) =>
    api.plane.call<Stored>(
      'GET',
      `/api/v1/namespaces/${tenant}/${plural}/${name}`,
    );
  return { api, tenant, run, done, read };
}
