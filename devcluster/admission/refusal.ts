import type { AdmissionRequest } from '../api/admission.js';
import {
  forbidden,
  type StatusCause,
  type StatusError,
} from '../api/status-error.js';

/** The refusal of a request, in the name of its object. Mutators run before a generated name is made: then it is the prefix. */
export function refuse(
  { kind, name, object }: AdmissionRequest,
  why: string,
  causes?: StatusCause[],
): StatusError {
  const { name: given, generateName } = object.metadata;
  return forbidden(
    kind,
    name || given || generateName || 'Unknown',
    why,
    causes,
  );
}
