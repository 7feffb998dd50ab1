import { createLimiter } from '../lib/limiter.js';
import { perRequest } from './per-request.js';

/** The line for calls that a request makes once for each tenant: at most eight are under way, whatever their kinds, so that no
 * caller takes all of the connections. */
export const fewAtOnce = perRequest(() => createLimiter(8));
