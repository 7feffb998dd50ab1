import type { User } from '../api/user.js';
import type { Binding, Subject } from './rbac-object.js';
import { toAccountUserName } from './service-account.js';

/** Finds the bindings of a user among many. */
export class SubjectIndex {
  readonly #positions = new Map<string, number[]>();

  constructor(private readonly bindings: readonly Binding[]) {
    bindings.forEach(({ subjects, metadata }, position) => {
      const keys = (subjects ?? []).map((each) => toKey(each, metadata));
      for (const key of new Set(keys)) if (key) this.#add(key, position);
    });
  }

  /** In the order of the list. */
  bindingsOf({ name, groups }: User): Binding[] {
    const found = new Set(this.#positions.get(toUserKey(name)));
    for (const group of groups)
      for (const position of this.#positions.get(toGroupKey(group)) ?? [])
        found.add(position);
    return [...found]
      .sort((a, b) => a - b)
      .flatMap((position) => this.bindings[position] ?? []);
  }

  #add(key: string, position: number): void {
    const positions = this.#positions.get(key);
    if (positions) positions.push(position);
    else this.#positions.set(key, [position]);
  }
}

/** The first subject of the binding that means the user. */
export function findSubject(
  { subjects, metadata }: Binding,
  { name, groups }: User,
): Subject | undefined {
  const keys = new Set([toUserKey(name), ...groups.map(toGroupKey)]);
  return subjects?.find((subject) => keys.has(toKey(subject, metadata) ?? ''));
}

/** A service account without namespace is one of the namespace of the binding (K18/subject). */
function toKey(
  { kind, name, namespace }: Subject,
  binding: Binding['metadata'],
): string | undefined {
  if (kind === 'User') return toUserKey(name);
  if (kind === 'Group') return toGroupKey(name);
  const home = namespace || binding.namespace;
  if (kind !== 'ServiceAccount' || !home) return undefined;
  return toUserKey(toAccountUserName({ namespace: home, name }));
}

const toUserKey = (name: string) => `user ${name}`;
const toGroupKey = (name: string) => `group ${name}`;
