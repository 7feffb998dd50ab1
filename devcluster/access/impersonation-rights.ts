import type { ResourceAttributes } from '../api/request-attributes.js';
import type { User } from '../api/user.js';
import { type ImpersonationMode, toNodeName } from './impersonation-modes.js';
import { fromAccountUserName } from './service-account.js';
import { MASTERS } from './user-groups.js';

/** What a caller needs for one part of a wanted user. */
export interface Need {
  rights: readonly ResourceAttributes[];
  /** One right that does for all of them. */
  all?: ResourceAttributes;
  /** Nobody may have this. */
  impossible?: string;
}

/** From this many on, the right to all of them is asked for before the right to each. */
const MANY = 4;
const GROUP = 'authentication.k8s.io';
const KEY =
  /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*(?:\/[^\s/]+)+$/;

/** The rights to be the wanted user in this mode, in the order in which they are checked. */
export function* toNeeds(
  wanted: User,
  mode: ImpersonationMode,
): Generator<Need> {
  yield { rights: [toNameRight(wanted.name, mode)] };
  if (wanted.uid) yield { rights: [toRight(mode, GROUP, 'uids', wanted.uid)] };
  yield toGroupNeed(wanted.groups, mode);
  yield toExtraNeed(wanted.extra ?? {}, mode);
}

function toNameRight(name: string, mode: ImpersonationMode) {
  const account = fromAccountUserName(name);
  if (account) {
    const { namespace } = account;
    const more = { namespace };
    return toRight(mode, ofUsers(mode), 'serviceaccounts', account.name, more);
  }
  const node = mode.name && toNodeName(name);
  if (!node) return toRight(mode, ofUsers(mode), 'users', name);
  // The right to be the node of one's own pod is one for any node.
  const which = mode.name === 'associated-node' ? '*' : node;
  return toRight(mode, ofUsers(mode), 'nodes', which);
}

function toGroupNeed(groups: readonly string[], mode: ImpersonationMode): Need {
  const toGroup = (name: string) =>
    toRight(mode, ofUsers(mode), 'groups', name);
  const rights = groups.map(toGroup);
  if (!mode.name) return { rights };
  if (groups.includes(''))
    return impossible(toGroup(''), 'the empty string group is not allowed');
  if (groups.includes(MASTERS))
    return impossible(toGroup(MASTERS), `the ${MASTERS} group is not allowed`);
  return rights.length < MANY ? { rights } : { rights, all: toGroup('*') };
}

function toExtraNeed(
  extra: Readonly<Record<string, readonly string[]>>,
  mode: ImpersonationMode,
): Need {
  const toValue = (subresource: string, name: string) =>
    toRight(mode, GROUP, 'userextras', name, { subresource });
  const rights = Object.entries(extra).flatMap(([key, values]) =>
    values.map((value) => toValue(key, value)),
  );
  if (!mode.name) return { rights };
  const badKey = Object.keys(extra).find((key) => !KEY.test(key));
  if (badKey !== undefined)
    return impossible(
      toValue('', ''),
      `an invalid key in extra is not allowed: extra.key: Invalid value: ${JSON.stringify(badKey)}: must be a domain-prefixed path (such as "acme.io/foo")`,
    );
  if (rights.some(({ name }) => !name))
    return impossible(
      toValue('', ''),
      'the empty string value in extra is not allowed',
    );
  return rights.length < MANY ? { rights } : { rights, all: toValue('*', '*') };
}

function impossible(right: ResourceAttributes, what: string): Need {
  return { rights: [right], impossible: `impersonating ${what}` };
}

/** The older way asks for users and groups of the core. */
function ofUsers({ name }: ImpersonationMode): string {
  return name ? GROUP : '';
}

function toRight(
  mode: ImpersonationMode,
  group: string,
  resource: string,
  name: string,
  more: Partial<ResourceAttributes> = {},
): ResourceAttributes {
  return {
    verb: mode.name ? `impersonate:${mode.name}` : 'impersonate',
    group,
    version: 'v1',
    resource,
    subresource: '',
    namespace: '',
    name,
    ...more,
  };
}
