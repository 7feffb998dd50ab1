import type { RequestAttributes } from '../api/request-attributes.js';
import { toFieldTerms } from '../selectors/field-query.js';
import { isTrue } from '../verbs/list-options.js';
import type { RequestPath } from './request-path.js';

const VERBS: Record<string, { one: string; many: string }> = {
  GET: { one: 'get', many: 'list' },
  HEAD: { one: 'get', many: 'list' },
  POST: { one: 'create', many: 'create' },
  PUT: { one: 'update', many: 'update' },
  PATCH: { one: 'patch', many: 'patch' },
  DELETE: { one: 'delete', many: 'deletecollection' },
};

/** What a request asks for, as authorisation sees it. A selector for one name counts as that name. */
export function toAttributes(
  method: string,
  { path, target }: RequestPath,
  query: URLSearchParams,
): RequestAttributes {
  if (!target) return { verb: method.toLowerCase(), path };
  const verbs = VERBS[method];
  const many =
    isTrue(query, 'watch') && method === 'GET' ? 'watch' : verbs?.many;
  const verb = (target.name ? verbs?.one : many) ?? '';
  return { ...target, verb, name: target.name || toSelectedName(verb, query) };
}

function toSelectedName(verb: string, query: URLSearchParams): string {
  if (!['list', 'watch', 'deletecollection'].includes(verb)) return '';
  try {
    const terms = toFieldTerms(query.get('fieldSelector') ?? '');
    const term = terms.find(({ field }) => field === 'metadata.name');
    return term?.isEqual ? term.value : '';
  } catch {
    // A selector that cannot be read is refused later, in words.
    return '';
  }
}
