import { failure } from './failure.js';
import { type Account, type Rule } from './rights.js';

export const GROUP = 'rbac.authorization.k8s.io';
export const SECRETS: Rule = {
  apiGroups: [''],
  resources: ['secrets'],
  verbs: ['get'],
};
export const PODS: Rule = {
  apiGroups: [''],
  resources: ['pods'],
  verbs: ['get'],
};

export const aRole = (name: string, ...rules: Rule[]) => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'Role',
  metadata: { name },
  rules,
});

export const aBinding = (
  name: string,
  roleRef: { kind: string; name: string },
) => ({
  metadata: { name },
  roleRef: { apiGroup: GROUP, ...roleRef },
  subjects: [{ kind: 'User', name: 'someone' }],
});

export const forbidden = (plural: string, name: string, why: string) =>
  failure({
    code: 403,
    message: `${plural}.${GROUP} "${name}" is forbidden: ${why}`,
    reason: 'Forbidden',
    details: { name, group: GROUP, kind: plural },
  });

/** What an account is told that gives away the missing rights. */
export const escalation = (
  plural: string,
  name: string,
  { user, subject }: Account,
  ...missing: string[]
) =>
  forbidden(
    plural,
    name,
    `user "${user}" (groups=["system:serviceaccounts" "system:serviceaccounts:${subject.namespace}" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n${missing.join('\n')}`,
  );
