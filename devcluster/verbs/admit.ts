import type { AccompanyingWrite, AdmissionRequest } from '../api/admission.js';
import type { KubeObject } from '../api/kube-object.js';
import type { Call } from './call.js';
import { storedAs } from './view.js';

/** Describes a write for admission. */
export function toAdmission(
  call: Call,
  operation: AdmissionRequest['operation'],
  object: KubeObject,
  dryRun: boolean,
  old?: KubeObject,
): AdmissionRequest {
  const { plane, kind, target, user } = call;
  const { metadata } = object;
  return {
    operation,
    kind,
    subresource: target.subresource,
    namespace: kind.namespaced ? target.namespace : '',
    name: target.name || (metadata.name ?? metadata.generateName ?? ''),
    object,
    ...(old && { old }),
    user,
    dryRun,
    reader: plane.store,
    warn: (text) => call.warn(text),
  };
}

/** Lets the mutators change the draft, and refuses rights that the caller may not give. Throws the Status of a refusal. */
export function mutate({ plane }: Call, request: AdmissionRequest): void {
  for (const mutator of plane.mutators) mutator(request);
  plane.checkEscalation(request);
}

/** Asks the validators, and returns what is to be written together with the object. Throws the Status of a refusal. */
export function validateAdmission(
  { plane }: Call,
  request: AdmissionRequest,
): AccompanyingWrite[] {
  return plane.validators.flatMap((validator) => [...validator(request)]);
}

/** Stores what the validators want written. */
export function writeAccompanying(
  { plane }: Call,
  writes: readonly AccompanyingWrite[],
): void {
  for (const { kind, object } of writes)
    plane.store.put(storedAs(kind), object);
}
