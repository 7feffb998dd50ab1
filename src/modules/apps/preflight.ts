import type { V1Pod } from '@kubernetes/client-node';
import { randomBytes } from 'node:crypto';

import { ClusterError } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { Refused } from '../../graphql/refused.js';
import { isTrouble, toUserErrors } from '../../graphql/to-user-error.js';
import {
  type UserError,
  UserErrorCode,
} from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { toAppField } from './app-field.js';
import type { Preview } from './preview.type.js';
import { toShortage } from './shortage.js';
import type { RawWorkload } from './workload.js';

export interface PreflightOptions {
  /** Which pod it is, in words. */
  pod?: string;
  /** What is told although the pod is refused. */
  preview?: Preview;
}

/** The pod that a rollout has besides those that run. */
export const SURGE: PreflightOptions = { pod: 'the surge pod' };

/** Asks the cluster's admission about one pod of a workload, which tells at once what the workload itself would only show
 * later: limits, pod security, quota, policies. Nothing is stored. */
export async function preflight(
  writes: Writes,
  workload: RawWorkload,
  { pod: which = 'a pod', ...part }: PreflightOptions = {},
): Promise<void> {
  const { name = '', namespace } = workload.metadata ?? {};
  const template = workload.spec?.template;
  const pod: Raw<V1Pod> = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-preflight-${randomBytes(3).toString('hex')}`,
      namespace,
      labels: template?.metadata?.labels,
      annotations: template?.metadata?.annotations,
    },
    spec: template?.spec,
  };
  try {
    await writes.probe(KINDS.pod, pod);
  } catch (error) {
    if (!(error instanceof ClusterError) || isTrouble(error)) throw error;
    const userErrors = toUserErrors(error, toAppField);
    throw new Refused(
      userErrors.map((each) => withShortage(each, which)),
      part,
    );
  }
}

function withShortage(refusal: UserError, pod: string): UserError {
  if (refusal.code !== UserErrorCode.QUOTA_EXCEEDED) return refusal;
  const shortage = toShortage(refusal.facts, pod);
  if (shortage === undefined) return refusal;
  const message = `The tenant's quota has no room for this: ${shortage}. Lower the request, delete something, or ask for more. (${refusal.kubernetes?.message ?? ''})`;
  return Object.assign(refusal, { message });
}
