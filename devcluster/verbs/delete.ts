import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { StatusError } from '../api/status-error.js';
import { toTimestamp } from '../api/timestamp.js';
import type { Answer } from '../http/answer.js';
import { toDraft } from '../store/object-text.js';
import {
  mutate,
  toAdmission,
  validateAdmission,
  writeAccompanying,
} from './admit.js';
import type { Call } from './call.js';
import {
  type DeleteOptions,
  type Propagation,
  toDeleteOptions,
} from './delete-options.js';
import { findStored } from './get.js';
import { hasGracePeriod, toGracePeriod } from './grace-period.js';
import { toObjectText } from './object-text.js';
import { fromStored, storedAs } from './view.js';

/** What a deletion left behind: the object that still waits for something, or nothing. */
interface Outcome {
  object: KubeObject;
  isGone: boolean;
}

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/** DELETE of one object. */
export async function deleteOne(call: Call): Promise<Answer> {
  const options = await toDeleteOptions(call);
  const { kind, representation } = call;
  const { object, isGone } = deleteObject(call, findStored(call), options);
  const text =
    isGone && !kind.returnsDeleted
      ? JSON.stringify(toSuccess(kind, object))
      : toObjectText(kind, fromStored(kind, object), representation);
  return { code: 200, text };
}

/** Deletes a stored object at once, or marks it when something must happen first. Throws the Status of a refusal. */
export function deleteObject(
  call: Call,
  stored: KubeObject,
  options: DeleteOptions,
): Outcome {
  const { plane, kind } = call;
  checkPreconditions(kind, stored, options);
  const { dryRun } = options;
  const request = toAdmission(call, 'DELETE', stored, dryRun);
  mutate(call, request);
  const writes = validateAdmission(call, request);

  const draft = toDraft(stored);
  const finalizers = toFinalizers(kind, stored, options.propagation);
  if (finalizers.length > 0) draft.metadata.finalizers = finalizers;
  else delete draft.metadata.finalizers;
  const grace = toGracePeriod(kind, stored, options.gracePeriodSeconds);
  const isHeld = finalizers.length > 0 || grace > 0 || hasOwnFinalizers(stored);
  if (isHeld) markDeleted(kind, draft, grace);
  if (dryRun) return { object: isHeld ? draft : stored, isGone: !isHeld };
  writeAccompanying(call, writes);
  if (isHeld) return { object: put(call, stored, draft), isGone: false };
  // Watchers see the end of a pod's grace period before the end of the pod, also of one that had none.
  const last = hasGracePeriod(kind)
    ? put(call, stored, markDeleted(kind, draft, 0))
    : stored;
  return { object: plane.store.remove(storedAs(kind), last), isGone: true };
}

function checkPreconditions(
  { group, kind }: Kind,
  { metadata }: KubeObject,
  { uid, resourceVersion }: DeleteOptions,
): void {
  const refuse = (why: string) => {
    throw new StatusError(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${group ? `${kind}.${group}` : kind} "${metadata.name}": ${why}`,
      { name: metadata.name, ...(group && { group }), kind },
    );
  };
  if (uid !== undefined && uid !== metadata.uid)
    refuse(
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  if (
    resourceVersion !== undefined &&
    resourceVersion !== metadata.resourceVersion
  )
    refuse(
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
}

/** The finalizers after the policy is written down among them; the collector acts on it. */
function toFinalizers(
  kind: Kind,
  { metadata }: KubeObject,
  asked: Propagation | undefined,
): string[] {
  const present = metadata.finalizers ?? [];
  const hasPolicy = present.some((one) => one === ORPHAN || one === FOREGROUND);
  const wish =
    asked ??
    (kind.defaultPropagation === 'orphan' && !hasPolicy ? 'Orphan' : undefined);
  if (wish === undefined) return [...present];
  const others = present.filter((one) => one !== ORPHAN && one !== FOREGROUND);
  if (wish === 'Orphan') return [...others, ORPHAN];
  return wish === 'Foreground' ? [...others, FOREGROUND] : others;
}

/** A namespace is held by finalizers in its spec. */
function hasOwnFinalizers({ spec }: KubeObject): boolean {
  const { finalizers } = (spec ?? {}) as { finalizers?: string[] };
  return Boolean(finalizers?.length);
}

function markDeleted(kind: Kind, draft: KubeObject, grace: number): KubeObject {
  const { metadata } = draft;
  const isFirst = metadata.deletionTimestamp === undefined;
  if (isFirst && metadata.generation !== undefined) metadata.generation += 1;
  if (isFirst || grace < (metadata.deletionGracePeriodSeconds ?? 0)) {
    metadata.deletionTimestamp = toTimestamp(
      new Date(Date.now() + grace * 1_000),
    );
    metadata.deletionGracePeriodSeconds = grace;
  }
  if (kind.plural === 'namespaces') {
    draft.status = { ...(draft.status as object), phase: 'Terminating' };
    // The content is what holds a namespace, not a pause.
    delete metadata.deletionGracePeriodSeconds;
  }
  return draft;
}

function put({ plane, kind }: Call, stored: KubeObject, draft: KubeObject) {
  return JSON.stringify(draft) === JSON.stringify(stored)
    ? stored
    : plane.store.put(storedAs(kind), draft);
}

function toSuccess({ group, plural }: Kind, { metadata }: KubeObject): object {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: metadata.name,
      ...(group && { group }),
      kind: plural,
      uid: metadata.uid,
    },
  };
}
