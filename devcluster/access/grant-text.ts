import type { User } from '../api/user.js';
import { type Binding, RBAC_GROUP, type RoleRef } from './rbac-object.js';
import { findSubject } from './subject-index.js';

/** A binding as the reason of a decision names it. */
export function toGrantText(binding: Binding, user: User): string {
  const { metadata, roleRef } = binding;
  const { name = '', namespace } = metadata;
  const [kind, full] = namespace
    ? ['RoleBinding', `${name}/${namespace}`]
    : ['ClusterRoleBinding', name];
  return `${kind} "${full}" of ${roleRef.kind} "${roleRef.name}" to ${toSubjectText(binding, user)}`;
}

function toSubjectText(binding: Binding, user: User): string {
  const { kind, name, namespace } = findSubject(binding, user) ?? {
    kind: 'User',
    name: user.name,
  };
  const home = namespace || binding.metadata.namespace;
  return `${kind} "${kind === 'ServiceAccount' ? `${name}/${home}` : name}"`;
}

/** Says which roles are not there; empty when none is missing. `plural` is how the one who asks names them. */
export function toMissingText(
  roles: readonly RoleRef[],
  plural?: string,
): string {
  const texts = new Set(
    roles.map(
      ({ kind, name }) =>
        `${plural ?? kind.toLowerCase()}.${RBAC_GROUP} "${name}" not found`,
    ),
  );
  return texts.size > 1 ? `[${[...texts].join(', ')}]` : [...texts].join('');
}
