import type { V1SelfSubjectAccessReview } from '@kubernetes/client-node';

import type { Cluster } from '../cluster/cluster.js';
import { isUnauthorized } from '../cluster/cluster-error.js';
import { type Connection, ConnectionError } from '../cluster/connection.js';
import { KINDS } from '../cluster/kinds.js';
import type { Raw } from '../cluster/raw.js';
import type { Auth } from '../server/viewer.js';
import { ConfigError } from './config-error.js';

const SOURCES: Record<Connection['source'], string> = {
  EMBEDDED: 'embedded',
  KUBECONFIG: 'from the kubeconfig',
  IN_CLUSTER: 'the one that this pod runs in',
};

/** Which cluster the server talks to. */
export function clusterSentence({ name, server, source }: Connection): string {
  return `Moorage serves the cluster "${name}" at ${server} (${SOURCES[source]}).`;
}

/** What the way to the cluster leaves open to others. The embedded cluster is on this machine. */
export function connectionWarnings({
  server,
  insecure,
  own,
}: Connection): string[] {
  const { protocol } = new URL(server);
  const what = own.basic ? 'user name and password' : 'tokens and all data';
  return [
    protocol === 'http:' &&
      `WARNING: ${server} is plain HTTP: ${what} travel unencrypted, and whoever is on the way can read them. Use the cluster's https address.`,
    protocol === 'https:' &&
      insecure &&
      `WARNING: the certificate of ${server} is not checked (insecure-skip-tls-verify): whoever is on the way can take ${what}. Give the kubeconfig its certificate-authority.`,
    own.impersonate &&
      `The user of the kubeconfig acts as "${own.impersonate.user}" at the cluster (as).`,
  ].filter((sentence) => typeof sentence === 'string');
}

/** What an embedded cluster is, for somebody who did not ask for one. `kubeconfig` is the file of its own. */
export function embeddedSentences(kubeconfig: string): string {
  return `
  This is the EMBEDDED cluster: it imitates Kubernetes in memory. No container runs, and everything in it is gone when
  this process ends. It is for trying and testing.

  To look into it with kubectl:   export KUBECONFIG=${kubeconfig}
  To serve a real cluster:        set KUBECONFIG to its kubeconfig file and start again

`;
}

/** Who may ask, and as whom they act. */
export function authSentence(auth: Auth): string {
  switch (auth.kind) {
    case 'local':
      return "Who asks from this machine without a token acts as the kubeconfig's own user, as with kubectl.";
    case 'token':
      return 'Each caller sends a bearer token of the cluster, and acts as themselves.';
    case 'oidc':
      return `Each caller sends a token of ${auth.issuers.map(({ issuer }) => issuer).join(' or ')}, and the server acts as them (impersonation).`;
  }
}

/** What is wrong with the account that impersonates; undefined when nothing is, or when the cluster does not answer. */
export async function impersonationSentence(
  cluster: Cluster,
): Promise<string | undefined> {
  const own = cluster.as({ kind: 'connection' }, AbortSignal.timeout(2_000));
  const mayImpersonate = async (resource: string) => {
    const { status } = await own.review<Raw<V1SelfSubjectAccessReview>>(
      KINDS.selfSubjectAccessReview,
      { spec: { resourceAttributes: { verb: 'impersonate', resource } } },
    );
    return status?.allowed ?? false;
  };
  try {
    const [users, groups, { username }] = await Promise.all([
      mayImpersonate('users'),
      mayImpersonate('groups'),
      own.whoAmI(),
    ]);
    if (users && groups) return undefined;
    return `WARNING: the server's own account "${username}" may not impersonate every user and group. Callers whom it may not act for get CLUSTER_UNAVAILABLE; docs/security.md has the ClusterRole that it needs.`;
  } catch (error) {
    if (!isUnauthorized(error)) return undefined;
    return "WARNING: the cluster does not accept the server's own credential, so every caller gets CLUSTER_UNAVAILABLE. Give it a fresh one.";
  }
}

/** The cluster's version, or that it does not answer within two seconds: the server runs all the same. */
export async function versionSentence(
  cluster: Pick<Cluster, 'version'>,
): Promise<string> {
  try {
    return `The cluster answers: Kubernetes ${await cluster.version(AbortSignal.timeout(2_000))}.`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    return `The cluster does not answer yet (${reason}); /readyz tells when it does.`;
  }
}

/** Why the server does not start: one sentence for what the operator can change, the stack for the rest. */
export function startError(error: unknown): string {
  if (error instanceof ConfigError || error instanceof ConnectionError)
    return error.message;
  const {
    code,
    port,
    address,
    hostname = address,
  } = error as NodeJS.ErrnoException & Record<string, unknown>;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${String(port)} of ${String(hostname)} is in use: set PORT to another one, or stop what listens there.`;
    case 'EACCES':
      return `Port ${String(port)} may not be opened by this user: set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `This machine has no address ${String(hostname)}: set HOST to one that it has.`;
    default:
      return error instanceof Error
        ? (error.stack ?? error.message)
        : 'The server could not start.';
  }
}
