const USER_PREFIX = 'system:serviceaccount:';
const ALL_ACCOUNTS = 'system:serviceaccounts';

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const USER_NAME = new RegExp(
  `^${USER_PREFIX}(${LABEL}):(${LABEL}(?:\\.${LABEL})*)$`,
);

export interface AccountName {
  namespace: string;
  name: string;
}

/** The name of the user that a service account is. */
export function toAccountUserName({ namespace, name }: AccountName): string {
  return `${USER_PREFIX}${namespace}:${name}`;
}

/** The service account that a user name stands for; undefined for any other user. */
export function fromAccountUserName(userName: string): AccountName | undefined {
  const [, namespace, name] = USER_NAME.exec(userName) ?? [];
  return namespace && name ? { namespace, name } : undefined;
}

/** The groups of a service account, without `system:authenticated`. */
export function toAccountGroups(namespace: string): string[] {
  return [ALL_ACCOUNTS, `${ALL_ACCOUNTS}:${namespace}`];
}
