import type { ServerResponse } from 'node:http';

import type { TokenKeys } from '../access/token-keys.js';
import type { VirtualResource } from '../access/virtual-resource.js';
import type { AdmissionRequest, Mutator, Validator } from '../api/admission.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import type { User } from '../api/user.js';
import type { Representation } from '../http/representation.js';
import type { Target } from '../http/request-path.js';
import type { Store } from '../store/store.js';

/** What all calls share: the state of the API server and its rules. */
export interface Plane {
  store: Store;
  mutators: readonly Mutator[];
  validators: readonly Validator[];
  /** Throws when somebody gives away rights that he does not hold. */
  checkEscalation(request: AdmissionRequest): void;
  /** Whether admission must wait a moment for something that is about to come, as a new namespace's service account. */
  shouldWait(kind: Kind, object: KubeObject, namespace: string): boolean;
  /** What is only asked and never stored, by its kind. */
  questions: ReadonlyMap<Kind, VirtualResource>;
  tokenKeys: TokenKeys;
  settings: PlaneSettings;
}

export interface PlaneSettings {
  /** Between two bookmarks of a watch, in milliseconds. */
  bookmarkInterval: number;
  /** False makes an API server without the WatchList feature of it. */
  watchList: boolean;
}

/** One request for a resource, after authentication and authorisation. */
export interface Call {
  plane: Plane;
  kind: Kind;
  target: Target;
  query: URLSearchParams;
  user: User;
  representation: Representation;
  contentType: string;
  userAgent: string;
  readBody(): Promise<Buffer>;
  warn(text: string): void;
  /** For verbs that answer as a stream. */
  response: ServerResponse;
}
