import { expect } from '@jest/globals';

import type { Api } from './start-api.js';

export interface TenantChange {
  apiVersion: string;
  kind: string;
  name: string;
  action: string;
  reason: string | null;
  diff: { path: string; before: unknown; after: unknown }[];
}
export interface TenantPayload {
  tenant: { name: string; version: string } | null;
  userErrors: {
    code: string;
    message: string;
    field: string[] | null;
    retryable: boolean;
    facts: { key: string; value: string }[];
  }[];
  changes: TenantChange[];
  warnings: string[];
}

/** Runs a mutation of tenants and answers its payload. */
export async function mutateTenant(
  api: Api,
  field: string,
  input: Record<string, unknown>,
  user?: string | { token: string },
): Promise<TenantPayload> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const { data, errors } = await api.run<{ payload: TenantPayload }>(
    `mutation ($input: ${type}!) { payload: ${field}(input: $input) {
      tenant { name version } userErrors { code message field retryable facts { key value } }
      changes { apiVersion kind name action reason diff { path before after } } warnings } }`,
    { input },
    user,
  );
  expect(errors).toBeUndefined();
  return data.payload;
}

/** What is done to which object, in order. */
export function actionsOf({ changes }: TenantPayload): string[] {
  return changes.map(({ kind, name, action }) => `${action} ${kind} ${name}`);
}
