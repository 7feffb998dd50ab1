import { randomBytes } from 'node:crypto';

export interface User {
  /** The name of the kubeconfig's context and user. */
  context: string;
  /** The name that the API server knows. */
  name: string;
  groups: readonly string[];
  token: string;
}

/** Returns the people of the tests, each with a token of this run: the first one may do everything. */
export function createPeople(): User[] {
  return [
    createUser('admin', ['system:masters']),
    createUser('reader', ['readers']),
    ...['alice', 'bob', 'carol', 'dave'].map((name) =>
      createUser(name, ['developers']),
    ),
    createUser('mallory', []),
  ];
}

/** Returns a component of the control plane as a user; Kubernetes grants its rights to that name. */
export function createComponentUser(program: string): User {
  return { ...createUser(program, []), name: `system:kube-${program}` };
}

/** Returns the text of a token file with a line for each user. */
export function toTokenFile(users: readonly User[]): string {
  return users
    .map(({ token, name, groups }) =>
      [
        token,
        name,
        name,
        ...(groups.length > 0 ? [`"${groups.join(',')}"`] : []),
      ].join(','),
    )
    .join('\n');
}

function createUser(name: string, groups: readonly string[]): User {
  return {
    context: name,
    name,
    groups,
    token: randomBytes(24).toString('hex'),
  };
}
