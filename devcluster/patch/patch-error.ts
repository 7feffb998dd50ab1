import { StatusError } from '../api/status-error.js';

/** A patch that cannot be applied; the API server does not say why. */
export const rejected = (): StatusError =>
  new StatusError(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    {},
  );

/** A patch that makes an object which is none of its kind. `text` is what the API server shows of it. */
export function invalidPatch(text: string, why: string): StatusError {
  const message = `Invalid value: ${JSON.stringify(text)}: ${why}`;
  return new StatusError(422, 'Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  });
}

/** A patch that breaks the rules of strategic merge patches. */
export const brokenPatch = (message: string): StatusError =>
  new StatusError(500, undefined, message);
