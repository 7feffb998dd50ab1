import { isProtected } from '../lib/loopback.js';
import type { Issuer } from '../server/oidc/issuer.js';
import { ConfigError } from './config-error.js';

const EXAMPLE =
  '[{"issuer":"https://login.example.com","audience":"moorage","userClaim":"email","userPrefix":"oidc:","groupsClaim":"groups","groupsPrefix":"oidc:"}]';

/** What each field is and why it must be there. */
const REQUIRED = {
  issuer: 'what the tokens carry as iss, e.g. "https://login.example.com"',
  audience:
    'what a token must be made for (aud), usually the client id: tokens made for other applications are refused',
  userClaim: 'the claim that names the user, e.g. "sub" or "email"',
  userPrefix:
    'what stands before the name at the cluster, e.g. "oidc:": without it, an identity provider could name a user of the cluster itself',
  groupsClaim: 'the claim that lists the groups, e.g. "groups"',
  groupsPrefix:
    'what stands before each group at the cluster, e.g. "oidc:": without it, an identity provider could name a group of the cluster itself',
};
const FIELDS = [...Object.keys(REQUIRED), 'jwksUri'];

type Entry = Record<string, unknown>;

/** MOORAGE_OIDC as issuers. Throws a ConfigError that names the place; values are not repeated, they may be secrets. */
export function toIssuers(text: string | undefined): Issuer[] {
  const issuers = parse(text).map(toIssuer);
  issuers.forEach((issuer, index) =>
    issuers.slice(0, index).forEach((other, place) => {
      checkPair(`MOORAGE_OIDC[${place}] and [${index}]`, other, issuer);
    }),
  );
  return issuers;
}

function parse(text: string | undefined): Entry[] {
  const wrong = (what: string) =>
    new ConfigError(
      `${what} It is a JSON list with an entry for each identity provider, e.g. ${EXAMPLE}`,
    );
  if (text === undefined)
    throw wrong('MOORAGE_AUTH=oidc needs MOORAGE_OIDC: whose tokens count.');
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw wrong('MOORAGE_OIDC is not JSON.');
  }
  const isList = Array.isArray(list) && list.length > 0;
  if (isList && (list as unknown[]).every(isEntry)) return list as Entry[];
  throw wrong('MOORAGE_OIDC is not a list of objects with something in it.');
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toIssuer(entry: Entry, index: number): Issuer {
  const place = `MOORAGE_OIDC[${index}]`;
  const unknown = Object.keys(entry).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined)
    throw new ConfigError(
      `${place} has a field "${unknown}", which is none of ${FIELDS.join(', ')}.`,
    );
  const missing = Object.entries(REQUIRED).find(
    ([field]) => (entry[field] ?? '') === '',
  );
  if (missing)
    throw new ConfigError(`${place} has no ${missing[0]}: ${missing[1]}.`);
  return {
    issuer: toAddress(entry.issuer, `${place}.issuer`),
    audiences: [entry.audience]
      .flat()
      .map((each) => toText(each, `${place}.audience`)),
    userClaim: toText(entry.userClaim, `${place}.userClaim`),
    userPrefix: toPrefix(entry.userPrefix, `${place}.userPrefix`),
    groupsClaim: toText(entry.groupsClaim, `${place}.groupsClaim`),
    groupsPrefix: toPrefix(entry.groupsPrefix, `${place}.groupsPrefix`),
    jwksUri:
      entry.jwksUri === undefined
        ? undefined
        : toAddress(entry.jwksUri, `${place}.jwksUri`),
  };
}

function toText(value: unknown, place: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new ConfigError(`${place} must be a text that is not empty.`);
}

function toAddress(value: unknown, place: string): string {
  const text = toText(value, place);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && isProtected(url) && !url.username && !url.password && !url.hash)
    return text;
  throw new ConfigError(
    `${place} must be an https address without user, password or #: its keys decide who callers are, so nobody may change them on the way. (http is for 127.0.0.1 and localhost only.)`,
  );
}

function toPrefix(value: unknown, place: string): string {
  const text = toText(value, place);
  if (/^[!-~]+$/.test(text) && !text.startsWith('system:')) return text;
  throw new ConfigError(
    `${place} must be of letters, digits and signs without spaces, and must not begin with "system:", which is for the cluster's own users.`,
  );
}

/** Whoever may choose a name at one provider must not be able to take a name of the other. */
function checkPair(places: string, one: Issuer, other: Issuer): void {
  if (one.issuer === other.issuer)
    throw new ConfigError(
      `${places} name the same issuer: make one entry of them, with a list of audiences.`,
    );
  for (const field of ['userPrefix', 'groupsPrefix'] as const) {
    if (
      one[field].startsWith(other[field]) ||
      other[field].startsWith(one[field])
    )
      throw new ConfigError(
        `${places}: one ${field} is, or begins with, the other one. A name of one provider could then be a name of the other; give each provider a prefix of its own.`,
      );
  }
}
