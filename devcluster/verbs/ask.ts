import { requestToken } from '../access/request-token.js';
import type { Answer } from '../http/answer.js';
import type { Call } from './call.js';
import { decodeBodyAs } from './decode-body.js';
import { toWriteOptions, type WriteOptions } from './write-options.js';

const TOKEN_REQUEST = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenRequest',
  definition: 'authentication.v1.TokenRequest',
};

/** POST of something that is only asked, such as an access review. */
export async function ask(call: Call): Promise<Answer> {
  const { plane, kind, target, user } = call;
  const body = await decodeBodyAs(kind, call, toOptions(call));
  const { namespace } = target;
  const answer = await plane.questions
    .get(kind)
    ?.create({ body, user, namespace });
  return { code: 201, text: JSON.stringify(answer) };
}

/** POST of serviceaccounts/token. */
export async function createToken(call: Call): Promise<Answer> {
  const { plane, target } = call;
  const answer = await requestToken({
    body: await decodeBodyAs(TOKEN_REQUEST, call, toOptions(call)),
    namespace: target.namespace,
    name: target.name,
    reader: plane.store,
    keys: plane.tokenKeys,
  });
  return { code: 201, text: JSON.stringify(answer) };
}

function toOptions({ query, userAgent }: Call): WriteOptions {
  return toWriteOptions(query, userAgent, 'CreateOptions');
}
