import type { AdmissionRequest } from '../api/admission.js';
import {
  forbidden,
  type StatusCause,
  type StatusError,
} from '../api/status-error.js';

/** The refusal of a request, in the name of its object. */
export function refuse(
  request: AdmissionRequest,
  why: string,
  causes?: StatusCause[],
): StatusError {
  return forbidden(request.kind, nameOf(request), why, causes);
}

/** Mutators run before a generated name is made: then it is the prefix. What is posted to a subresource goes by the path's name. */
export function nameOf({
  name,
  subresource,
  object,
}: AdmissionRequest): string {
  const { name: own, generateName } = object.metadata;
  return (subresource === '' && own) || name || generateName || 'Unknown';
}
