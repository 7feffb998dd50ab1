import { badRequest } from '../api/status-error.js';
import type { Answer } from '../http/answer.js';
import type { Call } from './call.js';
import { deleteObject } from './delete.js';
import { findStored } from './get.js';

interface Eviction {
  metadata?: { name?: string };
  deleteOptions?: { gracePeriodSeconds?: number; dryRun?: string[] };
}

/** POST of pods/eviction: there are no disruption budgets here, so that it is a deletion. */
export async function evict(call: Call): Promise<Answer> {
  const { target } = call;
  const { metadata, deleteOptions = {} } = toEviction(await call.readBody());
  if (metadata?.name && metadata.name !== target.name)
    throw badRequest('name in URL does not match name in Eviction object');
  deleteObject(call, findStored(call), {
    dryRun: deleteOptions.dryRun?.includes('All') ?? false,
    gracePeriodSeconds: deleteOptions.gracePeriodSeconds,
  });
  const success = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code: 201,
  };
  return { code: 201, text: JSON.stringify(success) };
}

function toEviction(text: string): Eviction {
  try {
    return JSON.parse(text) as Eviction;
  } catch (cause) {
    throw badRequest(String(cause));
  }
}
