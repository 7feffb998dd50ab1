import { isLoopback } from '../lib/loopback.js';
import type { Auth } from '../server/viewer.js';
import { ConfigError } from './config-error.js';

/** MOORAGE_CORS_ORIGINS as origins, each as a browser sends it. Throws a ConfigError with one sentence. */
export function toCorsOrigins(
  names: readonly string[],
  auth: Auth['kind'],
): string[] {
  return names.map((name) => {
    const origin = toOrigin(name);
    const host = new URL(origin).hostname.replace(/^\[|\]$/g, '');
    if (auth === 'local' && !isLoopback(host))
      throw new ConfigError(
        `MOORAGE_CORS_ORIGINS lists ${origin}, but with MOORAGE_AUTH=local every page that is answered acts as your own user: only origins of this machine may be listed. Set MOORAGE_AUTH to token or oidc for others.`,
      );
    return origin;
  });
}

function toOrigin(name: string): string {
  if (name.includes('*') || name === 'null')
    throw new ConfigError(
      `MOORAGE_CORS_ORIGINS takes no "${name}": it would open the API to every page that somebody visits, and their browser may reach what the page's owner cannot. List each origin, e.g. https://portal.example.com.`,
    );
  const url = URL.canParse(name) ? new URL(name) : undefined;
  if (url && /^https?:$/.test(url.protocol)) {
    if (url.origin === name) return name;
    // A user name or a password may stand in it.
    if (url.username || url.password)
      throw new ConfigError(
        'MOORAGE_CORS_ORIGINS holds an address with a user name: an origin is scheme, host and port only.',
      );
    throw new ConfigError(
      `MOORAGE_CORS_ORIGINS lists "${name}", which no browser sends like that: write ${url.origin}.`,
    );
  }
  throw new ConfigError(
    `MOORAGE_CORS_ORIGINS lists "${name}": an origin is scheme, host and perhaps port, e.g. https://portal.example.com or http://localhost:3000.`,
  );
}
