import { isProtected } from '../lib/loopback.js';
import type { Connection } from '../cluster/connection.js';
import type { Auth } from '../server/viewer.js';
import { ConfigError } from './config-error.js';

/** Refuses a connection to the cluster that does not fit how callers are told apart. Throws a ConfigError with one sentence. */
export function checkConnection(
  { server, insecure, own }: Connection,
  { kind }: Auth,
): void {
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
  const hasOwn = own.token ?? own.tokenFile ?? own.basic ?? own.certificate;
  if (kind === 'oidc' && hasOwn === undefined)
    throw new ConfigError(
      'MOORAGE_AUTH=oidc needs a credential of the server\'s own, to act for its callers with: the user of the kubeconfig has none. See "The account that impersonates" in docs/security.md.',
    );
}
