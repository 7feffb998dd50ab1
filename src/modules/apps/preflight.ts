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

const UNASKED =
  'You may not create pods yourself, so the cluster could not be asked about the new ones beforehand: the status of the app tells whether they come up.';

export interface PreflightOptions {
  /** Which pod it is, in words. */
  pod?: string;
  /** What is told although the pod is refused. */
  preview?: Preview;
}

/** Asks the cluster's admission about one pod of a workload, which tells at once what the workload itself would only show
 * later: limits, pod security, quota, policies. Nothing is stored. Who may not make pods cannot ask; the workload makes its pods
 * all the same. */
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
    if (lacksRight(error)) return writes.warn(UNASKED);
    const userErrors = toUserErrors(error, toAppField);
    // No pods are wanted now, and until they are there may be room.
    if (workload.spec?.replicas === 0 && userErrors.every(isOfQuota)) return;
    throw new Refused(
      userErrors.map((each) => withShortage(each, which)),
      part,
    );
  }
}

/** Admission refuses with 403, too; only this is a lack of rights. */
function lacksRight({ message }: ClusterError): boolean {
  return / cannot create resource "pods" /.test(message);
}

function isOfQuota({ code }: UserError): boolean {
  return code === UserErrorCode.QUOTA_EXCEEDED;
}

function withShortage(refusal: UserError, pod: string): UserError {
  if (!isOfQuota(refusal)) return refusal;
  const shortage = toShortage(refusal.facts, pod);
  if (shortage === undefined) return refusal;
  const message = `The tenant's quota has no room for this: ${shortage}. Lower the request, delete something, or ask for more. (${refusal.kubernetes?.message ?? ''})`;
  return Object.assign(refusal, { message });
}
