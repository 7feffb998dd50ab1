import type { KubeObject } from '../api/kube-object.js';
import { badRequest } from '../api/status-error.js';
import type { Answer } from '../http/answer.js';
import type { DeleteOptionsBody } from '../schema/decode-delete-options.js';
import type { Call } from './call.js';
import { decodeBodyAs } from './decode-body.js';
import { deleteObject } from './delete.js';
import { checkDeleteOptions } from './delete-options.js';
import { findStored } from './get.js';
import { CREATED } from './success.js';
import { toWriteOptions } from './write-options.js';

interface Eviction extends KubeObject {
  deleteOptions?: DeleteOptionsBody;
}

const EVICTION = {
  group: 'policy',
  version: 'v1',
  kind: 'Eviction',
  definition: 'policy.v1.Eviction',
};

/** POST of pods/eviction: there are no disruption budgets here, so that it is a deletion. */
export async function evict(call: Call): Promise<Answer> {
  const { target, query, userAgent } = call;
  const { metadata, deleteOptions = {} } = (await decodeBodyAs(
    EVICTION,
    call,
    toWriteOptions(query, userAgent, 'CreateOptions'),
  )) as Eviction;
  if (metadata.name && metadata.name !== target.name)
    throw badRequest('name in URL does not match name in Eviction object');
  deleteObject(call, findStored(call), checkDeleteOptions(deleteOptions));
  return CREATED;
}
