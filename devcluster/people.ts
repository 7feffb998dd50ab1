import { randomBytes } from 'node:crypto';

/** Someone with a bearer token. */
export interface Person {
  /** The name of the kubeconfig's context and user. */
  context: string;
  /** The name that the API server knows. */
  name: string;
  groups: readonly string[];
  token: string;
}

/** Returns those who may use a throw-away cluster, each with a token of this run: the first one may do everything. */
export function createPeople(): Person[] {
  return [
    createPerson('admin', ['system:masters']),
    createPerson('reader', ['readers']),
    ...['alice', 'bob', 'carol', 'dave'].map((name) =>
      createPerson(name, ['developers']),
    ),
    createPerson('mallory', []),
  ];
}

export function createPerson(name: string, groups: readonly string[]): Person {
  const token = randomBytes(24).toString('hex');
  return { context: name, name, groups, token };
}
