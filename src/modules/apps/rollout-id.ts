import type { V1PodTemplateSpec } from '@kubernetes/client-node';
import { createHash } from 'node:crypto';

import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { ApiError } from '../../graphql/api-error.js';
import { fromId, toId } from '../../graphql/node.js';
import { Workload } from './app.type.js';
import type { RawWorkload } from './workload.js';

/** What a change did: put another pod template in, or set the number of pods only. */
export type ChangeOf = 'template' | 'scale';

/** The change that the id of a rollout names. */
export interface RolloutName {
  workload: Workload;
  tenant: string;
  app: string;
  uid: string;
  generation: number;
  /** Hash of the pod template after the write. */
  template: string;
  change: ChangeOf;
}

const PARTS = 7;
const UID = /^[0-9A-Za-z-]+$/;
const HASH = /^[0-9a-f]{16}$/;

/** The parts of a rollout's id for a workload as it is after the write. */
export function rolloutParts(
  raw: RawWorkload,
  workload: Workload,
  change: ChangeOf = 'template',
): string[] {
  const {
    namespace = '',
    name = '',
    uid = '',
    generation = 0,
  } = raw.metadata ?? {};
  const hash = fullTemplateHash(raw.spec?.template ?? {});
  return [workload, namespace, name, uid, String(generation), hash, change];
}

/** The id of the change that made a workload what it is. */
export function toRolloutId(
  raw: RawWorkload,
  workload: Workload,
  change?: ChangeOf,
): string {
  return toId('Rollout', ...rolloutParts(raw, workload, change));
}

/** The change that an id names; BAD_USER_INPUT when it is none of a rollout. */
export function fromRolloutId(id: string): RolloutName {
  const known = fromId(id);
  const name =
    known?.type === 'Rollout' ? toRolloutName(known.parts) : undefined;
  if (name) return name;
  throw new ApiError(
    'BAD_USER_INPUT',
    'This is not the id of a rollout: take it from `rollout { id }` of a mutation, or of the status of an app.',
  );
}

/** The change that the parts of an id name; undefined when they are not whole. */
export function toRolloutName(
  parts: readonly string[],
): RolloutName | undefined {
  const [workload, tenant = '', app = '', uid = '', generation = ''] = parts;
  const [template = '', change] = parts.slice(5);
  if (parts.length !== PARTS || !tenant || !app) return undefined;
  if (!UID.test(uid) || !/^\d{1,15}$/.test(generation)) return undefined;
  if (!isWorkload(workload) || !HASH.test(template)) return undefined;
  if (change !== 'template' && change !== 'scale') return undefined;
  return {
    ...{ workload, tenant, app, uid, template, change },
    generation: Number(generation),
  };
}

/** Names all that a pod template says, annotations too: a restart changes nothing else. What Kubernetes adds for a ReplicaSet
 * does not count. */
export function fullTemplateHash({
  metadata,
  spec,
}: Raw<V1PodTemplateSpec>): string {
  const { [LABELS.podTemplateHash]: _hash, ...labels } = metadata?.labels ?? {};
  const text = JSON.stringify(
    sorted({ labels, annotations: metadata?.annotations ?? {}, spec }),
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function isWorkload(text: string | undefined): text is Workload {
  return Object.values<string | undefined>(Workload).includes(text);
}

/** null stands for absent: servers differ in which of the two they write. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== null);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
