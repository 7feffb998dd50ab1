import { createPerson, type Person } from '../../devcluster/people.js';

/** Returns a component of the control plane as a user; Kubernetes grants its rights to that name. */
export function createComponentUser(program: string): Person {
  return { ...createPerson(program, []), name: `system:kube-${program}` };
}

/** Returns the text of a token file with a line for each user. */
export function toTokenFile(users: readonly Person[]): string {
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
