import type { RequestAttributes } from '../api/request-attributes.js';
import { forbidden, StatusError } from '../api/status-error.js';
import type { User } from '../api/user.js';

/** The refusal of a request that nobody allows to the user (A2). `reason` is the decision's. */
export function refuseRequest(
  user: User,
  attributes: RequestAttributes,
  reason = '',
): StatusError {
  const text = escapeHtml(
    `User "${user.name}" cannot ${toTaskText(attributes)}`,
  );
  const why = reason ? `${text}: ${reason}` : text;
  if ('path' in attributes)
    return new StatusError(403, 'Forbidden', `forbidden: ${why}`, {});
  const { group, resource, name } = attributes;
  return forbidden({ group, plural: resource }, name, why);
}

function toTaskText(attributes: RequestAttributes): string {
  if ('path' in attributes)
    return `${attributes.verb} path "${attributes.path}"`;
  const { verb, group, resource, subresource, namespace } = attributes;
  const whole = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return `${verb} resource "${whole}" in API group "${group}" ${where}`;
}

/** What a path or a name holds must not look like markup in a browser. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
