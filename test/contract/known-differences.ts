/** A clause that one plane does not keep, and why. */
export interface KnownDifference {
  clause: string;
  plane: 'embedded' | 'real';
  reason: string;
  /** The version of Kubernetes from which on the plane differs; left out when it always did. */
  since?: string;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [];
