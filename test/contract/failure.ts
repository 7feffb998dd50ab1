import type { Answer } from './plane.js';

/** What a refusal says, as it stands in a Status. `details` is left out where the Status has none. */
export interface Refusal {
  code: number;
  message: string;
  reason?: string;
  details?: Record<string, unknown>;
}

/** The whole Status of a refusal; for toEqual. */
export function failure({ code, message, ...more }: Refusal) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...more,
    code,
  };
}

/** What an answer says about itself, without the object; for toMatchObject or toEqual. */
export function refusalOf({ status, body }: Answer<unknown>) {
  const { message, reason, details, code } = body as Refusal;
  return { status, code, message, reason, details };
}
