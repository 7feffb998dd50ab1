import type { Answer } from '../http/answer.js';

/** What a POST of something that is done and not stored is answered with. */
export const CREATED: Answer = {
  code: 201,
  text: JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code: 201,
  }),
};
