import type { KubeObject } from '../api/kube-object.js';
import type { ObjectReader } from '../api/object-reader.js';
import type { User } from '../api/user.js';
import {
  type Binding,
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  type PolicyRule,
  type Role,
  ROLE_BINDINGS,
  type RoleRef,
  ROLES,
} from './rbac-object.js';
import { SubjectIndex } from './subject-index.js';

/** A binding that a user is in, with the rules of its role; they are missing when there is no such role. */
export interface Grant {
  binding: Binding;
  rules: readonly PolicyRule[] | undefined;
}

/** Reads roles and bindings. */
export class Grants {
  // A list is the same array as long as nothing in it changes, so that an index of it is made once.
  readonly #indices = new WeakMap<readonly KubeObject[], SubjectIndex>();

  constructor(private readonly reader: ObjectReader) {}

  /** What a user has in the whole cluster, and in the namespace when one is given. */
  *of(user: User, namespace: string): Generator<Grant> {
    const { reader } = this;
    yield* this.#among(reader.list(CLUSTER_ROLE_BINDINGS), user);
    if (namespace)
      yield* this.#among(reader.list(ROLE_BINDINGS, namespace), user);
  }

  /** The rules of a role that a binding in the namespace refers to; undefined when there is no such role. */
  rulesOf(
    { kind, name }: RoleRef,
    namespace: string,
  ): readonly PolicyRule[] | undefined {
    const role: Role | undefined =
      kind === 'Role'
        ? this.reader.get(ROLES, namespace, name)
        : this.reader.get(CLUSTER_ROLES, '', name);
    return role && (role.rules ?? []);
  }

  *#among(list: readonly KubeObject[], user: User): Generator<Grant> {
    let index = this.#indices.get(list);
    if (!index) {
      index = new SubjectIndex(list as readonly Binding[]);
      this.#indices.set(list, index);
    }
    for (const binding of index.bindingsOf(user)) {
      const { namespace = '' } = binding.metadata;
      yield { binding, rules: this.rulesOf(binding.roleRef, namespace) };
    }
  }
}
