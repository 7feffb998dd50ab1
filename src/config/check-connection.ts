import { isProtected } from '../lib/loopback.js';
import { type Connection, hasCredential } from '../cluster/connection.js';
import type { Auth } from '../server/viewer.js';
import { ConfigError } from './config-error.js';

/** Refuses a connection to the cluster that does not fit how callers are told apart. Throws a ConfigError with one sentence. */
export function checkConnection(connection: Connection, { kind }: Auth): void {
  const { server, insecure, own } = connection;
  // In local mode it is the person's own kubeconfig and own risk, as with kubectl.
  if (kind === 'local') return;
  const what =
    kind === 'token'
      ? "the callers' tokens"
      : 'the credential that may act for every caller';
  const { protocol, hostname } = new URL(server);
  const isOwnMachine = isProtected(new URL(`http://${new URL(server).host}`));
  if (protocol === 'http:' && !isOwnMachine)
    throw new ConfigError(
      `The cluster's address ${server} is plain HTTP: ${what} could be read on the way. Use its https address.`,
    );
  if (insecure && !isOwnMachine)
    throw new ConfigError(
      `The certificate of ${hostname} is not checked (insecure-skip-tls-verify): whoever stands between could take ${what}. Give the kubeconfig its certificate-authority.`,
    );
  if (kind === 'oidc' && !hasCredential(connection))
    throw new ConfigError(
      'MOORAGE_AUTH=oidc needs a credential of the server\'s own, to act for its callers with: the user of the kubeconfig has none. See "The account that impersonates" in docs/security.md.',
    );
  if (kind === 'oidc' && own.impersonate)
    throw new ConfigError(
      `The user of the kubeconfig acts as "${own.impersonate.user}" (as), and nobody can act as two at once: MOORAGE_AUTH=oidc acts as its callers. Remove it from the kubeconfig.`,
    );
}
