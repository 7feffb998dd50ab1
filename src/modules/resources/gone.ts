import type { Target } from '../../cluster/cluster.js';
import type { Kind } from '../../cluster/kinds.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';

/** The refusal that says that an object is not there. */
export function gone(
  { kind }: Pick<Kind, 'kind'>,
  { namespace, name }: Target,
  at = ['name'],
): Refused {
  const place =
    namespace === undefined ? '' : ` in the namespace "${namespace}"`;
  return new Refused([
    userError(
      UserErrorCode.NOT_FOUND,
      `There is no ${kind} "${name}"${place}.`,
      {
        field: ['input', ...at],
      },
    ),
  ]);
}
