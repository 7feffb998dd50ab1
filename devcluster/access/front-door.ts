import type { IncomingMessage } from 'node:http';

import type { RequestAttributes } from '../api/request-attributes.js';
import type { User } from '../api/user.js';
import type { Authenticator } from './authenticator.js';
import type { Authorizer } from './authorizer.js';
import type { Impersonator } from './impersonator.js';
import { refuseRequest } from './refuse-request.js';

/** Returns what every request passes first: whose token it is, as whom it counts, and whether that user may do it. Throws Statuses. */
export function createFrontDoor(
  authenticator: Authenticator,
  impersonator: Impersonator,
  authorizer: Authorizer,
) {
  return async (
    request: IncomingMessage,
    attributes: RequestAttributes,
  ): Promise<User> => {
    const { authorization } = request.headers;
    const caller = await authenticator.authenticate(authorization);
    const user = impersonator.impersonate(
      caller,
      request.headersDistinct,
      attributes,
    );
    const { allowed, reason } = authorizer.authorize(user, attributes);
    if (!allowed) throw refuseRequest(user, attributes, reason);
    return user;
  };
}
