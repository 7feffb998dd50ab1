import type { RequestAttributes } from '../api/request-attributes.js';
import type { User } from '../api/user.js';

/** What the spec of an access review asks. */
export interface AccessQuestion {
  resourceAttributes?: ResourceQuestion | null;
  nonResourceAttributes?: PathQuestion | null;
  /** Whose right it is; not in reviews of oneself. */
  user?: string;
  uid?: string;
  groups?: readonly string[] | null;
  extra?: Record<string, readonly string[]> | null;
}

export interface ResourceQuestion {
  namespace?: string;
  verb?: string;
  group?: string;
  version?: string;
  resource?: string;
  subresource?: string;
  name?: string;
}

export interface PathQuestion {
  path?: string;
  verb?: string;
}

/** The attributes of the request that a valid question is about. */
export function toAttributes(question: AccessQuestion): RequestAttributes {
  const { resourceAttributes, nonResourceAttributes } = question;
  if (!resourceAttributes) {
    const { path = '', verb = '' } = nonResourceAttributes ?? {};
    return { path, verb };
  }
  return {
    verb: resourceAttributes.verb ?? '',
    group: resourceAttributes.group ?? '',
    version: resourceAttributes.version || '*',
    resource: resourceAttributes.resource ?? '',
    subresource: resourceAttributes.subresource ?? '',
    namespace: resourceAttributes.namespace ?? '',
    name: resourceAttributes.name ?? '',
  };
}

/** The user that a review of somebody else is about; nobody adds groups to it. */
export function toQuestionedUser(question: AccessQuestion): User {
  const { user = '', uid, groups, extra } = question;
  return {
    name: user,
    ...(uid && { uid }),
    groups: groups ?? [],
    ...(extra && { extra }),
  };
}
