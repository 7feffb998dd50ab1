import type { ControlPlane } from './control-plane.js';

export interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

/** Grants rules in one namespace to a user or a group, outside of Moorage. */
export async function grantIn(
  plane: ControlPlane,
  namespace: string,
  name: string,
  rules: Rule[],
  subject: { kind: 'User' | 'Group'; name: string },
): Promise<void> {
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const apiGroup = 'rbac.authorization.k8s.io';
  await plane.call('POST', `${rbac}/roles`, { metadata: { name }, rules });
  await plane.call('POST', `${rbac}/rolebindings`, {
    metadata: { name },
    subjects: [{ apiGroup, ...subject }],
    roleRef: { apiGroup, kind: 'Role', name },
  });
}

/** What an app needs to be made and read. */
export const WORK_ON_APPS: Rule[] = [
  {
    apiGroups: [''],
    resources: ['namespaces', 'pods', 'services', 'replicationcontrollers'],
    verbs: ['get', 'list', 'create'],
  },
  {
    apiGroups: ['apps'],
    resources: ['deployments'],
    verbs: ['get', 'list', 'create'],
  },
];
