import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { FieldError } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  alreadyExists,
  badRequest,
  invalidObject,
  StatusError,
} from '../api/status-error.js';
import { toTimestamp } from '../api/timestamp.js';
import { validateMetadata } from '../kinds/metadata-validation.js';
import { completeObject } from '../schema/complete-object.js';
import {
  mutate,
  toAdmission,
  validateAdmission,
  writeAccompanying,
} from './admit.js';
import type { Call } from './call.js';
import { ownWritten } from './ownership.js';
import { fromStored, storedAs, toStored } from './view.js';
import type { WriteOptions } from './write-options.js';

const PATIENCE_MS = 2_000;
const STEP_MS = 20;
// No vowels, no look-alikes: nobody wants a word in a name.
const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const LONGEST_BASE = 58;
const TRIES = 8;

/** What remembers who owns the fields of a new object. */
export type Own = typeof ownWritten;

/** Takes a decoded draft through defaults, admission, validation and into the store; returns it as its kind shows it. Throws the
 * Status of a refusal, and has written nothing then. */
export async function createObject(
  call: Call,
  options: WriteOptions,
  draft: KubeObject,
  own: Own = ownWritten,
): Promise<KubeObject> {
  const { plane, kind } = call;
  placeInNamespace(call, draft);
  if (draft.metadata.resourceVersion)
    throw new StatusError(
      500,
      undefined,
      'resourceVersion should not be set on objects to be created',
    );
  kind.defaults?.(draft);
  complete(kind, draft);
  // Nobody owns what admission and the server itself add.
  own(call, options, draft);
  await waitForAdmission(call, draft);

  const request = toAdmission(call, 'CREATE', draft, options.dryRun);
  mutate(call, request);
  fillMetadata(call, draft);
  kind.prepareCreate?.(draft);
  kind.allocate?.(draft, undefined, plane.store, options.dryRun);
  complete(kind, draft);
  const errors = [
    ...validateMetadata(kind, draft),
    ...(kind.validate?.(draft) ?? []),
  ];
  const { namespace = '', name = '' } = draft.metadata;
  if (errors.length > 0) throw invalid(kind, name, errors);
  const writes = validateAdmission(call, { ...request, name });
  const existing = plane.store.get(storedAs(kind), namespace, name);
  if (existing)
    throw alreadyExists(
      kind,
      name,
      existing.metadata.deletionTimestamp ? 'object is being deleted: ' : '',
    );
  if (options.dryRun) return draft;
  const stored = plane.store.put(storedAs(kind), toStored(kind, draft));
  writeAccompanying(call, writes);
  return fromStored(kind, stored);
}

/** Adds what the API server writes although it is empty. */
export function complete({ definition }: Kind, draft: KubeObject): void {
  Object.assign(draft, completeObject(definition, draft));
}

/** The body may leave the namespace out, but not name another one. */
export function placeInNamespace(
  { kind, target }: Call,
  { metadata }: KubeObject,
): void {
  const wanted = kind.namespaced ? target.namespace : '';
  if (kind.namespaced && metadata.namespace && metadata.namespace !== wanted)
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  if (wanted) metadata.namespace = wanted;
  else delete metadata.namespace;
}

/** The Status of findings. A view is named as what it is stored as. */
export function invalid(
  { kind, group, view }: Kind,
  name: string,
  errors: readonly FieldError[],
): StatusError {
  return invalidObject({ kind, group: view?.of.group ?? group }, name, errors);
}

async function waitForAdmission(
  { plane, kind, target }: Call,
  draft: KubeObject,
): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (
    plane.shouldWait(kind, draft, target.namespace) &&
    performance.now() < giveUpAt
  )
    await sleep(STEP_MS);
}

/** What the server alone decides. */
function fillMetadata(call: Call, draft: KubeObject): void {
  const { metadata } = draft;
  const { kind } = call;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.generation;
  if (!metadata.name && metadata.generateName)
    metadata.name = generateName(call, metadata.generateName);
  metadata.uid = randomUUID();
  metadata.creationTimestamp = toTimestamp(new Date());
  if (kind.hasGeneration) metadata.generation = 1;
}

function generateName({ plane, kind, target }: Call, base: string): string {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const name = base.slice(0, LONGEST_BASE) + randomSuffix();
    if (!plane.store.get(storedAs(kind), target.namespace, name)) return name;
  }
  const refusal = alreadyExists(kind, base);
  throw new StatusError(
    409,
    'AlreadyExists',
    `${refusal.message}, the server was not able to generate a unique name for the object`,
    refusal.status.details,
  );
}

/** Five characters, as the names of pods end. */
export function randomSuffix(): string {
  return Array.from(
    { length: 5 },
    () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)],
  ).join('');
}
