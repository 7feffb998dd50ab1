import type { Kind } from './kind.js';
import type { KubeObject } from './kube-object.js';
import type { ObjectReader } from './object-reader.js';
import type { User } from './user.js';

/** A write on its way into the store. */
export interface AdmissionRequest {
  operation: 'CREATE' | 'UPDATE' | 'DELETE';
  kind: Kind;
  /** Empty for the object itself. */
  subresource: string;
  namespace: string;
  name: string;
  /** The draft: mutators may change it. On DELETE the object as it is. */
  object: KubeObject;
  /** The stored object, on UPDATE. */
  old?: KubeObject;
  user: User;
  dryRun: boolean;
  reader: ObjectReader;
  /** Adds a Warning header to the answer. */
  warn(text: string): void;
}

/** Changes the draft, or throws a StatusError. */
export type Mutator = (request: AdmissionRequest) => void;

/** Throws a StatusError, or returns other objects that are written together with this one, such as the quota that it uses. */
export type Validator = (
  request: AdmissionRequest,
) => readonly AccompanyingWrite[];

export interface AccompanyingWrite {
  kind: Kind;
  object: KubeObject;
}
