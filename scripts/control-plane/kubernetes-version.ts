import { PlainError } from '../../devcluster/process/plain-error.js';

export interface KubernetesVersion {
  /** As in v1.37.2. */
  full: string;
  major: string;
  minor: string;
}

/** Reads the pinned version from the text of go.mod, the only place that names it. */
export function kubernetesVersion(goMod: string): KubernetesVersion {
  const match = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\S+)/.exec(goMod);
  const [, full, major, minor] = match ?? [];
  if (!full || !major || !minor)
    throw new PlainError(
      'controlplane/go.mod names no version of k8s.io/kubernetes.',
    );
  return { full, major, minor };
}
