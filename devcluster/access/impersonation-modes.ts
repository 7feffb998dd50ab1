import type { User } from '../api/user.js';
import { fromAccountUserName } from './service-account.js';
import { NODE_NAME } from './token-claims.js';

/** A way to be allowed to impersonate. */
export interface ImpersonationMode {
  /** What `impersonate:MODE` and `impersonate-on:MODE:VERB` say; undefined for the older way, which the verb `impersonate` alone
   * allows for any request. */
  name?: string;
  /** Whether this way can lead to that user. */
  leadsTo(wanted: User, caller: User): boolean;
}

const NODE = /^system:node:([a-z0-9](?:[-.a-z0-9]*[a-z0-9])?)$/;

/** The name of the node that a user name stands for. */
export function toNodeName(userName: string): string | undefined {
  return NODE.exec(userName)?.[1];
}

/** In the order in which they are tried. */
export const MODES: readonly ImpersonationMode[] = [
  {
    name: 'associated-node',
    leadsTo: (wanted, caller) =>
      hasNameOnly(wanted) &&
      fromAccountUserName(caller.name) !== undefined &&
      isOneOf(toNodeName(wanted.name), caller.extra?.[NODE_NAME]),
  },
  {
    name: 'arbitrary-node',
    leadsTo: (wanted) =>
      hasNameOnly(wanted) && toNodeName(wanted.name) !== undefined,
  },
  {
    name: 'serviceaccount',
    leadsTo: (wanted) =>
      hasNameOnly(wanted) && fromAccountUserName(wanted.name) !== undefined,
  },
  {
    name: 'user-info',
    leadsTo: ({ name }) => !toNodeName(name) && !fromAccountUserName(name),
  },
  { leadsTo: () => true },
];

function hasNameOnly({ uid, groups, extra = {} }: User): boolean {
  return !uid && groups.length === 0 && Object.keys(extra).length === 0;
}

function isOneOf(
  one: string | undefined,
  values: readonly string[] = [],
): boolean {
  return one !== undefined && values.length === 1 && values[0] === one;
}
