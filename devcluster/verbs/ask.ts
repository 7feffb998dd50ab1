import { requestToken } from '../access/request-token.js';
import type { Answer } from '../http/answer.js';
import { decodeObject } from '../schema/decode-object.js';
import type { Call } from './call.js';
import { toWriteOptions } from './write-options.js';

const TOKEN_REQUEST = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenRequest',
  definition: 'authentication.v1.TokenRequest',
};

/** POST of something that is only asked, such as an access review. */
export async function ask(call: Call): Promise<Answer> {
  const { plane, kind, target, user } = call;
  const body = await decode(call, kind);
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
    body: await decode(call, TOKEN_REQUEST),
    namespace: target.namespace,
    name: target.name,
    reader: plane.store,
    keys: plane.tokenKeys,
  });
  return { code: 201, text: JSON.stringify(answer) };
}

async function decode(call: Call, kind: typeof TOKEN_REQUEST) {
  const { fieldValidation } = toWriteOptions(
    call.query,
    call.userAgent,
    'CreateOptions',
  );
  const text = await call.readBody();
  const { contentType } = call;
  const decoded = decodeObject({ text, contentType, kind, fieldValidation });
  for (const warning of decoded.warnings) call.warn(warning);
  return decoded.object;
}
