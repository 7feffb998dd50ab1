import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import type { User } from '../api/user.js';

/** A resource that is only asked and never stored. */
export interface VirtualResource {
  /** Its row in discovery. */
  kind: VirtualKind;
  /** The answer to a POST, of code 201. Throws Statuses. */
  create(request: VirtualRequest): Promise<object> | object;
}

export interface VirtualRequest {
  /** As it was sent, with kind and apiVersion or without. */
  body: KubeObject;
  user: User;
  /** Of the path; empty when it names none. */
  namespace: string;
}

export type VirtualKind = Kind & { verbs: readonly string[] };

/** Makes the row of a kind of the version v1. */
export function toVirtualKind(
  group: string,
  kind: string,
  namespaced = false,
): VirtualKind {
  return {
    group,
    version: 'v1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    singular: kind.toLowerCase(),
    namespaced,
    verbs: ['create'],
    definition: `${group.split('.')[0]}.v1.${kind}`,
    nameRule: 'path-segment',
    hasGeneration: false,
  };
}

/** The body with an answer in it. */
export function toAnswer(
  { group, version, kind }: Kind,
  { body }: VirtualRequest,
  status: object,
): object {
  return {
    kind,
    apiVersion: `${group}/${version}`,
    metadata: body.metadata ?? {},
    spec: body.spec ?? {},
    status,
  };
}
