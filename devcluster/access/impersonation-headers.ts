import { badRequest } from '../api/status-error.js';
import type { User } from '../api/user.js';

/** Every header with all its values, by its name in small letters: `headersDistinct` of a request. */
export type DistinctHeaders = Readonly<
  Record<string, readonly string[] | undefined>
>;

const EXTRA = 'impersonate-extra-';

/** Reads the user that the headers ask for, before anything is added to it; undefined when they ask for none. Throws the
 * Status of headers that say something about a user without naming it. */
export function toWantedUser(headers: DistinctHeaders): User | undefined {
  const name = fromBytes(headers['impersonate-user']?.[0] ?? '');
  const uid = fromBytes(headers['impersonate-uid']?.[0] ?? '');
  const groups = (headers['impersonate-group'] ?? []).map(fromBytes);
  const extra = toExtra(headers);
  const hasMore = uid || groups.length > 0 || Object.keys(extra).length > 0;
  if (!name && hasMore)
    throw badRequest(
      `requested ${toGoText(uid, groups, extra)} without impersonating a user name`,
    );
  return name ? { name, uid, groups, extra } : undefined;
}

function toExtra(headers: DistinctHeaders): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([header, values]) =>
      header.startsWith(EXTRA) && values
        ? [[unescape(header.slice(EXTRA.length)), values.map(fromBytes)]]
        : [],
    ),
  );
}

/** Header fields are bytes: Node hands them out as Latin-1, and they are meant as UTF-8. */
function fromBytes(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** As Go prints the structure. */
function toGoText(
  uid: string,
  groups: readonly string[],
  extra: Readonly<Record<string, readonly string[]>>,
): string {
  const list = (values: readonly string[]) =>
    values.length
      ? `[]string{${values.map((one) => JSON.stringify(one)).join(', ')}}`
      : '[]string(nil)';
  const entries = Object.keys(extra)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${list(extra[key] ?? [])}`);
  const map = entries.length ? `{${entries.join(', ')}}` : '(nil)';
  return `&user.DefaultInfo{Name:"", UID:${JSON.stringify(uid)}, Groups:${list(groups)}, Extra:map[string][]string${map}}`;
}
