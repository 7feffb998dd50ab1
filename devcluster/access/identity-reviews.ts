import { badRequest } from '../api/status-error.js';
import { toTimestamp } from '../api/timestamp.js';
import type { User } from '../api/user.js';
import type { Authenticator } from './authenticator.js';
import {
  toAnswer,
  toVirtualKind,
  type VirtualResource,
} from './virtual-resource.js';

const GROUP = 'authentication.k8s.io';

/** The reviews that ask who somebody is (A6, A7). */
export function toIdentityReviews(
  authenticator: Authenticator,
): VirtualResource[] {
  return [toSelfReview(), toTokenReview(authenticator)];
}

function toSelfReview(): VirtualResource {
  const kind = toVirtualKind(GROUP, 'SelfSubjectReview');
  return {
    kind,
    create: ({ user }) => ({
      kind: kind.kind,
      apiVersion: `${GROUP}/v1`,
      metadata: {
        creationTimestamp: toTimestamp(new Date()),
      },
      status: { userInfo: toUserInfo(user) },
    }),
  };
}

function toTokenReview(authenticator: Authenticator): VirtualResource {
  const kind = toVirtualKind(GROUP, 'TokenReview');
  return {
    kind,
    async create(request) {
      const { token, audiences } = (request.body.spec ?? {}) as {
        token?: string;
        audiences?: string[] | null;
      };
      if (!token)
        throw badRequest('token is required for TokenReview in authentication');
      const found = await authenticator.identify(
        token,
        audiences?.length ? audiences : undefined,
      );
      if ('error' in found)
        return toAnswer(kind, request, { user: {}, error: found.error });
      return toAnswer(kind, request, {
        authenticated: true,
        user: toUserInfo(found.user),
        audiences: found.audiences,
      });
    },
  };
}

function toUserInfo({ name, uid, groups, extra = {} }: User): object {
  return {
    username: name,
    ...(uid && { uid }),
    ...(groups.length > 0 && { groups }),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}
