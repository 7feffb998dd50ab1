import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  badRequest,
  conflict,
  invalidObject,
  StatusError,
} from '../api/status-error.js';
import { validateMetadata } from '../kinds/metadata-validation.js';
import { isEqual } from '../store/is-equal.js';
import {
  mutate,
  toAdmission,
  validateAdmission,
  writeAccompanying,
} from './admit.js';
import type { Call } from './call.js';
import { complete, invalid, placeInNamespace } from './create-object.js';
import { findStored } from './get.js';
import { ownWritten } from './ownership.js';
import { fromStored, storedAs, toStored } from './view.js';
import type { WriteOptions } from './write-options.js';

/** What remembers who owns the fields that a change touches. */
export type OwnChange = typeof ownWritten;

export const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';

/** Takes a changed draft of the object that the path names through admission and validation into the store; returns it as its
 * kind shows it. Throws the Status of a refusal, and has written nothing then. */
export function updateObject(
  call: Call,
  options: WriteOptions,
  draft: KubeObject,
  own: OwnChange = ownWritten,
): KubeObject {
  const { plane, kind, target } = call;
  const stored = findStored(call);
  const old = fromStored(kind, stored);
  checkIdentity(call, options, draft, old);
  kind.defaults?.(draft);
  keepMetadata(draft, old);
  keepOtherParts(kind, target.subresource, draft, old);
  complete(kind, draft);
  // Nobody owns what admission and the server itself change.
  own(call, options, draft, old);
  // Each subresource has rules of its own, which are not those of the object itself.
  if (!target.subresource) kind.prepareUpdate?.(draft, old);
  if (target.subresource === 'status') kind.prepareStatus?.(draft, old);
  kind.allocate?.(draft, old, plane.store, options.dryRun);

  const request = toAdmission(call, 'UPDATE', draft, options.dryRun, old);
  mutate(call, request);
  complete(kind, draft);
  countGeneration(kind, draft, old);
  check(call, draft, old);
  const writes = validateAdmission(call, request);
  draft.metadata.resourceVersion = old.metadata.resourceVersion;
  if (options.dryRun) return draft;
  if (isGone(draft)) return removeInstead(call, draft, writes);
  if (isEqual(draft, old)) return old;
  const written = plane.store.put(storedAs(kind), toStored(kind, draft));
  writeAccompanying(call, writes);
  return fromStored(kind, written);
}

function checkIdentity(
  call: Call,
  { isPatch }: WriteOptions,
  draft: KubeObject,
  old: KubeObject,
): void {
  const { kind, target } = call;
  const { metadata } = draft;
  if (!metadata.name)
    throw badRequest(
      `the name of the object (${target.name} based on URL) was undeterminable: name must be provided`,
    );
  if (metadata.name !== target.name)
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${target.name})`,
    );
  placeInNamespace(call, draft);
  const { uid, resourceVersion } = metadata;
  // Of a patch the rules for metadata say it.
  if (uid && uid !== old.metadata.uid && !isPatch)
    throw conflict(
      kind,
      target.name,
      `StorageError: invalid object, Code: 4, Key: /registry/${kind.plural}/${target.namespace}/${target.name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
    );
  const isUnknown = !resourceVersion || resourceVersion === '0';
  if (!isUnknown && !/^\d+$/.test(resourceVersion))
    throw new StatusError(
      500,
      undefined,
      `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`,
    );
  if (isUnknown && kind.needsRevisionOnUpdate)
    throw invalidObject(kind, target.name, [
      {
        field: 'metadata.resourceVersion',
        reason: 'FieldValueInvalid',
        message: 'Invalid value: 0: must be specified for an update',
      },
    ]);
  if (!isUnknown && resourceVersion !== old.metadata.resourceVersion)
    throw conflict(kind, target.name, MODIFIED);
}

/** What no update changes, whatever the body says. */
const KEPT = ['name', 'creationTimestamp', 'generation'] as const;
/** What the rules for metadata refuse to set, and what nothing can unset. */
const KEPT_WHERE_SET = [
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

function keepMetadata({ metadata }: KubeObject, old: KubeObject): void {
  const kept = metadata as unknown as Record<string, unknown>;
  for (const key of [...KEPT, ...KEPT_WHERE_SET])
    if (old.metadata[key] !== undefined) kept[key] = old.metadata[key];
  for (const key of KEPT) if (old.metadata[key] === undefined) delete kept[key];
  metadata.uid ??= old.metadata.uid;
  if (old.metadata.generateName)
    metadata.generateName ??= old.metadata.generateName;
}

/** A write to /status changes the status, any other write everything else. */
function keepOtherParts(
  kind: Kind,
  subresource: string,
  draft: KubeObject,
  old: KubeObject,
): void {
  if (!kind.subresources?.includes('status')) return;
  if (subresource !== 'status') {
    keepPart(draft, old, 'status');
    return;
  }
  for (const part of new Set([...Object.keys(draft), ...Object.keys(old)]))
    if (part !== 'metadata' && part !== 'status') keepPart(draft, old, part);
}

function keepPart(draft: KubeObject, old: KubeObject, part: string): void {
  if (old[part] === undefined) delete draft[part];
  else draft[part] = old[part];
}

function countGeneration(kind: Kind, draft: KubeObject, old: KubeObject): void {
  if (!kind.hasGeneration) return;
  const changed = Object.keys({ ...draft, ...old }).some(
    (part) =>
      !['metadata', 'status', 'kind', 'apiVersion'].includes(part) &&
      !isEqual(draft[part], old[part]),
  );
  if (changed) draft.metadata.generation = (old.metadata.generation ?? 0) + 1;
}

function check(
  { kind, target }: Call,
  draft: KubeObject,
  old: KubeObject,
): void {
  const isStatus = target.subresource === 'status';
  const errors = [
    ...validateMetadata(kind, draft, old),
    ...((isStatus ? undefined : kind.validate?.(draft)) ?? []),
    ...((isStatus
      ? kind.validateStatus?.(draft, old)
      : kind.validateUpdate?.(draft, old)) ?? []),
  ];
  if (errors.length > 0) throw invalid(kind, target.name, errors);
}

/** Nothing holds the object any more: its deletion was only waiting for this write. */
function isGone({ metadata, spec }: KubeObject): boolean {
  const { finalizers } = (spec ?? {}) as { finalizers?: string[] };
  return (
    metadata.deletionTimestamp !== undefined &&
    !metadata.finalizers?.length &&
    !metadata.deletionGracePeriodSeconds &&
    !finalizers?.length
  );
}

function removeInstead(
  call: Call,
  draft: KubeObject,
  writes: ReturnType<typeof validateAdmission>,
): KubeObject {
  const { plane, kind } = call;
  writeAccompanying(call, writes);
  return fromStored(
    kind,
    plane.store.remove(storedAs(kind), toStored(kind, draft)),
  );
}
