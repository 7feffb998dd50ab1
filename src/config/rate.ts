import type { ClusterOptions } from '../cluster/connection.js';
import { ConfigError } from './config-error.js';
import type { Environment } from './env.js';
import { positive } from './numbers.js';

const RATE = 'MOORAGE_CLUSTER_REQUESTS_PER_SECOND';
const BURST = 'MOORAGE_CLUSTER_BURST';

/** How many requests may go to the cluster; no limit unless it is set. Throws a ConfigError for a burst of no limit. */
export function toRate(env: Environment): ClusterOptions['rate'] {
  if (env[RATE] === undefined && env[BURST] !== undefined)
    throw new ConfigError(
      `${BURST} is part of a limit that is not set: set ${RATE} too, or remove it.`,
    );
  if (env[RATE] === undefined) return undefined;
  const perSecond = positive(env, RATE, 1);
  const burst = positive(env, BURST, Math.ceil(2 * perSecond));
  if (Number.isInteger(burst)) return { perSecond, burst };
  throw new ConfigError(`${BURST} must be a whole number.`);
}
