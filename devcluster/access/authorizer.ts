import type { ObjectReader } from '../api/object-reader.js';
import type { RequestAttributes } from '../api/request-attributes.js';
import type { User } from '../api/user.js';
import { toGrantText, toMissingText } from './grant-text.js';
import { Grants } from './grants.js';
import type { PolicyRule, RoleRef } from './rbac-object.js';
import { ruleAllows } from './rule-allows.js';
import { MASTERS } from './user-groups.js';

export interface Decision {
  allowed: boolean;
  /** Empty where there is nothing to say. */
  reason: string;
}

/** All rules of a user, and the roles that bindings name but nobody made. */
export interface UserRules {
  rules: readonly PolicyRule[];
  missing: readonly RoleRef[];
}

/** Decides by the roles and bindings that are in the store at the moment (A4). */
export interface Authorizer {
  authorize(user: User, attributes: RequestAttributes): Decision;
  /** What a user may do in a namespace; in the whole cluster when it is empty. */
  rulesOf(user: User, namespace: string): UserRules;
  /** The rules that a binding in the namespace would give; undefined when there is no such role. */
  rulesOfRole(
    role: RoleRef,
    namespace: string,
  ): readonly PolicyRule[] | undefined;
}

export function createAuthorizer(reader: ObjectReader): Authorizer {
  const grants = new Grants(reader);
  return {
    authorize(user, attributes) {
      if (user.groups.includes(MASTERS)) return { allowed: true, reason: '' };
      const namespace = 'path' in attributes ? '' : attributes.namespace;
      const missing: RoleRef[] = [];
      for (const { binding, rules } of grants.of(user, namespace)) {
        if (rules?.some((rule) => ruleAllows(rule, attributes)))
          return {
            allowed: true,
            reason: `RBAC: allowed by ${toGrantText(binding, user)}`,
          };
        if (!rules) missing.push(binding.roleRef);
      }
      const why = toMissingText(missing);
      return { allowed: false, reason: why && `rbac: RBAC: ${why}` };
    },

    rulesOf(user, namespace) {
      const all = [...grants.of(user, namespace)];
      return {
        rules: all.flatMap(({ rules }) => rules ?? []),
        missing: all
          .filter(({ rules }) => !rules)
          .map(({ binding }) => binding.roleRef),
      };
    },

    rulesOfRole: (role, namespace) => grants.rulesOf(role, namespace),
  };
}
