import type { RequestAttributes } from '../api/request-attributes.js';
import { StatusError } from '../api/status-error.js';
import type { User } from '../api/user.js';
import type { Authorizer } from './authorizer.js';
import { type DistinctHeaders, toWantedUser } from './impersonation-headers.js';
import {
  type ImpersonationMode,
  MODES,
  toNodeName,
} from './impersonation-modes.js';
import { toNeeds } from './impersonation-rights.js';
import { refuseRequest } from './refuse-request.js';
import { fromAccountUserName, toAccountGroups } from './service-account.js';
import {
  ANONYMOUS,
  AUTHENTICATED,
  NODES,
  UNAUTHENTICATED,
} from './user-groups.js';

export interface Impersonator {
  /** The user that a request counts as: the caller, or whom the headers name. Throws a Status when the caller may not be that
   * user for this request. */
  impersonate(
    caller: User,
    headers: DistinctHeaders,
    attributes: RequestAttributes,
  ): User;
}

/** Callers whose way is remembered; forgetting one only changes the order of the tries. */
const MOST_CALLERS = 10_000;

/** Tries each way to be allowed, first the one that last worked for the caller (A3). When none works the first refusal is
 * told, so that a text depends on what the caller did before, as with the real API server. */
export function createImpersonator(authorizer: Authorizer): Impersonator {
  const lastModes = new Map<string, ImpersonationMode>();
  return {
    impersonate(caller, headers, attributes) {
      const wanted = toWantedUser(headers);
      if (!wanted) return caller;
      const last = lastModes.get(caller.name);
      const modes = last
        ? [last, ...MODES.filter((mode) => mode !== last)]
        : MODES;
      let refusal: StatusError | undefined;
      for (const mode of modes) {
        if (!mode.leadsTo(wanted, caller)) continue;
        const found = findRefusal(wanted, caller, mode, attributes, authorizer);
        refusal ??= found;
        if (found) continue;
        if (lastModes.size >= MOST_CALLERS) lastModes.clear();
        lastModes.set(caller.name, mode);
        return complete(wanted, mode);
      }
      throw refusal ?? new StatusError(500, undefined, 'no way to impersonate');
    },
  };
}

function findRefusal(
  wanted: User,
  caller: User,
  mode: ImpersonationMode,
  attributes: RequestAttributes,
  authorizer: Authorizer,
): StatusError | undefined {
  const refuse = (right: RequestAttributes) => {
    const { allowed, reason } = authorizer.authorize(caller, right);
    return allowed ? undefined : refuseRequest(caller, right, reason);
  };
  if (mode.name) {
    const verb = `impersonate-on:${mode.name}:${attributes.verb}`;
    const refusal = refuse({ ...attributes, verb });
    if (refusal) return refusal;
  }
  for (const { rights, all, impossible } of toNeeds(wanted, mode)) {
    if (impossible && rights[0])
      return refuseRequest(caller, rights[0], impossible);
    if (all && !refuse(all)) continue;
    for (const right of rights) {
      const refusal = refuse(right);
      if (refusal) return refusal;
    }
  }
  return undefined;
}

/** Adds the groups that such a user is always in. */
function complete(wanted: User, mode: ImpersonationMode): User {
  const account = fromAccountUserName(wanted.name);
  let groups = [...wanted.groups];
  if (mode.name && toNodeName(wanted.name)) groups = [NODES];
  if (account && groups.length === 0)
    groups = toAccountGroups(account.namespace);
  const isAnonymous = wanted.name === ANONYMOUS;
  const everybody = isAnonymous ? UNAUTHENTICATED : AUTHENTICATED;
  const isSettled =
    groups.includes(everybody) || groups.includes(UNAUTHENTICATED);
  return { ...wanted, groups: isSettled ? groups : [...groups, everybody] };
}
