import type { V1SelfSubjectAccessReview } from '@kubernetes/client-node';

import type { RawObject } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { ApiError } from '../../graphql/api-error.js';
import type { Context } from '../../graphql/context.js';
import { isSecret, withoutSecretValues } from '../../graphql/secret-values.js';
import type { Resource } from './resource.type.js';

/** The object as the caller may see it: with the values of a Secret only when they are wanted, and the cluster lets the caller
 * read them. The answer to a write is not proof of that. */
export async function visibleObject(
  { cluster }: Context,
  { raw, namespace, name, written }: Resource,
  reveal: boolean,
): Promise<RawObject> {
  if (!reveal) return withoutSecretValues(raw);
  if (!written || !isSecret(raw)) return raw;
  const { status } = await cluster.review<Raw<V1SelfSubjectAccessReview>>(
    KINDS.selfSubjectAccessReview,
    {
      spec: {
        resourceAttributes: {
          ...{ verb: 'get', group: '', resource: KINDS.secret.plural },
          ...{ namespace, name },
        },
      },
    },
  );
  if (status?.allowed) return raw;
  throw new ApiError(
    'FORBIDDEN',
    `The cluster does not let you read the Secret "${name}", so its values are not shown.`,
  );
}
