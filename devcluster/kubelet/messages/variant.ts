import { createHash } from 'node:crypto';

/** On a pod: which wording its messages have, counted from 1. */
export const VARIANT_ANNOTATION = 'devcluster.moorage.dev/variant';

/** How many kinds of clusters the namespaces are spread over: containerd, CRI-O, Docker or an old kubelet. */
const KINDS = 3;

/** Returns the variant of a pod, counted from 0: by its annotation, or by its namespace, as the nodes of a real cluster have
 * one runtime and speak alike. */
export function variantOf(
  namespace: string,
  annotations: Readonly<Record<string, string>> = {},
): number {
  const wanted = Number(annotations[VARIANT_ANNOTATION]);
  if (Number.isInteger(wanted) && wanted > 0) return wanted - 1;
  return createHash('sha256').update(namespace).digest().readUInt8(0) % KINDS;
}
