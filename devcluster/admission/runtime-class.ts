import type { Mutator, Validator } from '../api/admission.js';
import { newPodOf } from './pod-object.js';
import { refuse } from './refusal.js';

/** There are no RuntimeClasses here, so a pod that names one names a missing one. */
export const refuseRuntimeClass: Mutator = (request) => {
  const name = newPodOf(request)?.spec.runtimeClassName;
  if (name !== undefined)
    throw refuse(request, `pod rejected: RuntimeClass "${name}" not found`);
};

/** Only a RuntimeClass may say what running a pod costs. */
export const refuseOverhead: Validator = (request) => {
  if (newPodOf(request)?.spec.overhead)
    throw refuse(
      request,
      'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    );
  return [];
};
