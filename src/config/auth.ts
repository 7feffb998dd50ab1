import { isLoopback } from '../lib/loopback.js';
import type { Auth } from '../server/viewer.js';
import { ConfigError } from './config-error.js';
import type { Environment } from './env.js';
import { toIssuers } from './issuers.js';

/** How callers are told apart. Throws a ConfigError when everybody who reaches the port would act as the server's own user, and
 * when the settings contradict each other. */
export function toAuth(
  env: Environment,
  host: string,
  wanted: Auth['kind'] = 'local',
): Auth {
  const isOpen = wanted === 'local' && !isLoopback(host);
  if (isOpen)
    throw new ConfigError(
      `A server that listens on ${host} needs MOORAGE_AUTH=token or MOORAGE_AUTH=oidc: without it everybody who reaches the port would act as the server's own user. Set it, or set HOST to 127.0.0.1.`,
    );
  if (wanted === 'oidc')
    return { kind: 'oidc', issuers: toIssuers(env.MOORAGE_OIDC) };
  if (env.MOORAGE_OIDC !== undefined)
    throw new ConfigError(
      `MOORAGE_OIDC says whose tokens are accepted, but MOORAGE_AUTH is ${wanted}: set MOORAGE_AUTH=oidc, or remove MOORAGE_OIDC.`,
    );
  return { kind: wanted };
}
