import type { KubeObject } from '../api/kube-object.js';

/** Adds a finalizer to a draft that does not have it. */
export function addFinalizer({ metadata }: KubeObject, name: string): void {
  const finalizers = metadata.finalizers ?? [];
  if (!finalizers.includes(name)) metadata.finalizers = [...finalizers, name];
}
