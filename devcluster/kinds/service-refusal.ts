import { type FieldError, invalid } from '../api/field-error.js';
import { invalidObject, StatusError } from '../api/status-error.js';
import type { ServiceObject } from './service-object.js';

/** The refusal of a service whose fields are wrong. */
export const refuseService = (
  { metadata }: ServiceObject,
  errors: readonly FieldError[],
): StatusError =>
  invalidObject({ group: '', kind: 'Service' }, metadata.name ?? '', errors);

/** The refusal of one value of a service. */
export const refuseValue = (
  service: ServiceObject,
  field: string,
  value: unknown,
  detail: string,
): StatusError => refuseService(service, [invalid(field, value, detail)]);

/** The refusal of a service for which nothing is left: no fault of the client's. */
export const refuseForLack = (why: string): StatusError =>
  new StatusError(500, 'InternalError', `Internal error occurred: ${why}`, {
    causes: [{ message: why }],
  });
