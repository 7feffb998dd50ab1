import { isEqual } from '../store/is-equal.js';

/** Whether two statuses say the same: the API server leaves out what is zero or empty. */
export function isSameStatus(a: object, b: object): boolean {
  return isEqual(withoutEmpty(a), withoutEmpty(b));
}

function withoutEmpty(status: object): object {
  return Object.fromEntries(
    Object.entries(status).filter(
      ([, value]) => value !== 0 && !isEqual(value, []),
    ),
  );
}
