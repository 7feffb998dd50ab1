/** Every user that a token names. */
export const AUTHENTICATED = 'system:authenticated';
/** Every other user; only impersonation makes one, since anonymous access is off. */
export const UNAUTHENTICATED = 'system:unauthenticated';
/** May do everything, whatever the roles say. */
export const MASTERS = 'system:masters';
export const NODES = 'system:nodes';

export const ANONYMOUS = 'system:anonymous';
