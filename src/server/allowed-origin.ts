import type { IncomingHttpHeaders } from 'node:http';

import { isLoopback } from '../lib/loopback.js';

/** Why a request is refused in local mode, or undefined: only this machine's own names are answered, so that no web page
 * can reach the cluster through a reader's browser, be it by a foreign origin or by a name that was rebound to loopback. */
export function refusalOfOrigin({
  host,
  origin,
}: IncomingHttpHeaders): string | undefined {
  if (!isLocalAuthority(host ?? '')) {
    return 'This server answers only requests for localhost (Host header). Set MOORAGE_AUTH to token or oidc to serve other names.';
  }
  if (origin !== undefined && !isLocalOrigin(origin)) {
    return 'This server answers only pages of localhost (Origin header). Set MOORAGE_AUTH to token or oidc, and MOORAGE_CORS_ORIGINS, to serve other pages.';
  }
  return undefined;
}

function isLocalOrigin(origin: string): boolean {
  const [, authority] = /^https?:\/\/([^/]*)$/i.exec(origin) ?? [];
  return authority !== undefined && isLocalAuthority(authority);
}

function isLocalAuthority(authority: string): boolean {
  const [, name, port = '0'] =
    /^(\[::1\]|[a-z\d.]+)(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  if (name === undefined || Number(port) > 65_535) return false;
  return isLoopback(name.toLowerCase().replace(/^\[|\]$/g, ''));
}
