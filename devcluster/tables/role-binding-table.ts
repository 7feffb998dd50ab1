import type { KubeObject } from '../api/kube-object.js';
import { AGE, type Column, column, NAME, wideColumn } from './column.js';

interface RoleBinding extends KubeObject {
  roleRef?: { kind: string; name: string };
  subjects?: readonly Subject[];
}

interface Subject {
  kind: string;
  namespace?: string;
  name: string;
}

/** Of bindings in a namespace and in the whole cluster. */
export const ROLE_BINDING_COLUMNS: readonly Column<RoleBinding>[] = [
  NAME,
  column(
    'Role',
    ({ roleRef }) => `${roleRef?.kind ?? ''}/${roleRef?.name ?? ''}`,
  ),
  AGE,
  wideColumn('Users', (binding) => toSubjects(binding, 'User')),
  wideColumn('Groups', (binding) => toSubjects(binding, 'Group')),
  wideColumn('ServiceAccounts', (binding) =>
    toSubjects(binding, 'ServiceAccount'),
  ),
];

function toSubjects({ subjects = [] }: RoleBinding, wanted: string): string {
  return subjects
    .filter(({ kind }) => kind === wanted)
    .map(({ kind, namespace = '', name }) =>
      kind === 'ServiceAccount' ? `${namespace}/${name}` : name,
    )
    .join(', ');
}
