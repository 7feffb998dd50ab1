import { expect } from '@jest/globals';

import type { Api, Caller } from './start-api.js';

export interface ResourceAnswer {
  resource: {
    name: string;
    kind: string;
    apiVersion: string;
    version: string;
    object: Record<string, unknown>;
  } | null;
  resources: { kind: string; name: string }[];
  deletedId: string | null;
  deleted: number;
  userErrors: {
    code: string;
    message: string;
    field: string[] | null;
    retryable: boolean;
    facts: { key: string; value: string }[];
    kubernetes: { httpStatus: number; message: string } | null;
  }[];
  changes: {
    apiVersion: string;
    kind: string;
    namespace: string | null;
    name: string;
    action: string;
    reason: string | null;
    diff: { path: string; before?: unknown; after?: unknown }[];
  }[];
  warnings: string[];
}

const SELECT: Record<string, string> = {
  applyManifests: 'resources { kind name }',
  deleteResource: 'deletedId',
  deleteResources: 'deleted',
};

/** Runs one of the mutations of resources. */
export async function runResource(
  api: Api,
  field: string,
  input: Record<string, unknown>,
  user: Caller = 'admin',
): Promise<ResourceAnswer> {
  const select =
    SELECT[field] ?? 'resource { name kind apiVersion version object }';
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const { data, errors } = await api.run<{ payload: ResourceAnswer }>(
    `mutation ($input: ${type}!) { payload: ${field}(input: $input) { ${select}
      userErrors { code message field retryable facts { key value } kubernetes { httpStatus message } }
      changes { apiVersion kind namespace name action reason diff { path before after } } warnings } }`,
    { input },
    user,
  );
  expect(errors).toBeUndefined();
  return data.payload;
}
