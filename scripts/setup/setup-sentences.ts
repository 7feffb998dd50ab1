import {
  isForbidden,
  isUnauthorized,
} from '../../src/cluster/cluster-error.js';
import type { Connection } from '../../src/cluster/connection.js';
import type { ApplyError, Outcome } from './apply-manifests.js';
import type { Manifest } from './read-manifests.js';

const WOULD_BE: Record<Outcome, string> = {
  created: 'would be created',
  configured: 'would be configured',
  unchanged: 'would stay unchanged',
  skipped: 'would be skipped',
};

/** Which cluster is set up. */
export function headSentence(
  { name, server }: Connection,
  dryRun: boolean,
): string {
  const cluster = `the cluster "${name}" at ${server}`;
  return dryRun
    ? `What would happen to ${cluster}; nothing is written:`
    : `Setting up ${cluster}:`;
}

/** One object and what became of it. */
export function outcomeLine(
  { kind, metadata: { name } }: Manifest,
  outcome: Outcome,
  dryRun: boolean,
): string {
  return `  ${kind} ${name}: ${dryRun ? WOULD_BE[outcome] : outcome}`;
}

/** What it means that the cluster lacks these kinds. */
export function skippedSentence(kinds: readonly string[]): string {
  return `This cluster has no ${kinds.join(' and no ')} (Kubernetes has them since 1.30), so what roles cannot say is not enforced here: deploy/README.md lists it.`;
}

/** Why setting up has stopped, and what to do. */
export function refusedSentence({ manifest, cause }: ApplyError): string {
  const what = `${manifest.kind} ${manifest.metadata.name}`;
  // RBAC lists every rule that is missing, a line each.
  const [said = ''] = cause.message.split(/:?\n/);
  if (isUnauthorized(cause))
    return `The cluster does not accept the credential of this user: set MOORAGE_CONTEXT to a context of the kubeconfig with a valid one.`;
  if (isForbidden(cause))
    return `This user may not set up the cluster: ${what} was refused. Set MOORAGE_CONTEXT to the context of an administrator, or ask one to run this. (${said})`;
  return `${what} could not be applied, and what comes after it was not tried; once this is mended, run it again. (${said})`;
}
