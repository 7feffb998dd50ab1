import { isForbidden } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import {
  limitRangesByTenant,
  quotasByTenant,
} from '../tenants/guard.loader.js';
import { toContainerDefaults } from '../tenants/limit-range-defaults.js';
import { toQuotaLines } from '../tenants/quota-line.type.js';
import { toPreview } from './preview.js';
import type { Preview } from './preview.type.js';
import type { RawWorkload } from './workload.js';

/** What a change needs of the tenant's quota, as the cluster has counted it; undefined for who does not ask for it, or may not see
 * the quota. */
export async function loadPreview(
  context: Context,
  before: RawWorkload | undefined,
  after: RawWorkload,
): Promise<Preview | undefined> {
  if (!isAskedFor(context)) return undefined;
  const tenant = after.metadata?.namespace ?? '';
  try {
    const [quotas, ranges] = await Promise.all([
      quotasByTenant(context).load(tenant),
      limitRangesByTenant(context).load(tenant),
    ]);
    const defaults = toContainerDefaults(ranges);
    return toPreview(before, after, toQuotaLines(quotas), defaults);
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

function isAskedFor({ asked }: Context): boolean {
  return !asked || [...asked].some((each) => each.endsWith('Payload.preview'));
}
