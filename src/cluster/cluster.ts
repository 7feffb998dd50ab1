import type { KubernetesObject } from '@kubernetes/client-node';

import type { Connection } from './connection.js';
import type { ServedKind } from './discovery.js';
import type { Fields } from './fields.js';
import type { Identity } from './identity.js';
import type { Kind } from './kinds.js';
import type { Raw } from './raw.js';
import type { Usage } from './usage.js';
import type { UserInfo } from './who-am-i.js';

/** Any Kubernetes object as JSON. */
export type RawObject = Raw<KubernetesObject>;

export interface ListOptions<R, T> {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
  continue?: string;
  /** Leaves out everything but the metadata of each object. */
  metadataOnly?: boolean;
  /** All that `project` reads of an object: no other field reaches it, and built-in kinds come in a smaller format. Without them
   * it gets the whole object. */
  fields?: Fields;
  /** Called with each object as it is read; what it returns is kept, the object is dropped. */
  project: (object: R) => T;
}

/** One page of a list; `continue` is the cluster's token of the next one. */
export interface Page<T> {
  items: T[];
  continue?: string;
  /** False when the snapshot behind a continue token had expired and the list went on from a newer one. */
  consistent: boolean;
}

export interface Reader {
  /** Reads one object; throws ClusterError NotFound when it is not there. */
  get<R extends RawObject>(
    kind: Kind,
    namespace: string | undefined,
    name: string,
  ): Promise<R>;
  list<R extends RawObject, T>(
    kind: Kind,
    options: ListOptions<R, T>,
  ): Promise<Page<T>>;
}

export interface LogOptions {
  container: string;
  /** Of the run before the present one. */
  previous?: boolean;
  /** Whole seconds; the cluster ignores their fraction. */
  sinceTime?: string;
  tailLines: number;
  /** Counted from the first of the lines: the last ones are cut off. */
  limitBytes: number;
}

export interface LogReader {
  /** The log of one container, each line behind its time; leaving the loop ends the call. Throws ClusterError, in the loop too. */
  readLog(
    namespace: string,
    pod: string,
    options: LogOptions,
  ): Promise<AsyncIterable<Buffer>>;
}

/** An object as the cluster stored it, with what the cluster warned of. */
export interface Written<R> {
  object: R;
  warnings: string[];
}

export interface WriteOptions {
  dryRun?: boolean;
}

export interface DeleteOptions extends WriteOptions {
  uid?: string;
  resourceVersion?: string;
  propagation?: 'Background' | 'Foreground' | 'Orphan';
  gracePeriodSeconds?: number;
}

export interface Writer {
  /** POST. A lost answer is looked up by name and idempotency annotation before it is called unknown. */
  create<R extends RawObject>(
    kind: Kind,
    object: RawObject,
    options?: WriteOptions,
  ): Promise<Written<R>>;
  /** PUT of the whole object with its resourceVersion. */
  replace<R extends RawObject>(
    kind: Kind,
    object: R,
    options?: WriteOptions,
  ): Promise<Written<R>>;
  /** Server-side apply that takes over every field it names: for objects that are ours alone. */
  apply<R extends RawObject>(
    kind: Kind,
    object: RawObject,
    options?: WriteOptions,
  ): Promise<Written<R>>;
  /** A merge patch of one subresource. */
  patchSubresource(
    kind: Kind,
    namespace: string,
    name: string,
    subresource: string,
    patch: unknown,
    options?: WriteOptions,
  ): Promise<Written<RawObject>>;
  delete(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    options?: DeleteOptions,
  ): Promise<Written<RawObject>>;
}

/** An object of any kind, or one of its subresources. */
export interface Target {
  namespace?: string;
  name: string;
  subresource?: string;
}

export type PatchType = 'MERGE' | 'STRATEGIC' | 'JSON' | 'APPLY';

export interface Patch {
  type: PatchType;
  body: unknown;
  /** APPLY only: takes over fields that others own. */
  force?: boolean;
}

export interface CollectionOptions extends WriteOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  propagation?: DeleteOptions['propagation'];
}

/** Calls for objects of any kind and their subresources, as the caller words them. */
export interface AnyAccess {
  getAt(kind: Kind, target: Target): Promise<RawObject>;
  /** POST to a subresource, e.g. the eviction of a pod, or of what is asked and not stored. */
  createAt(
    kind: Kind,
    target: Partial<Target>,
    body: RawObject,
    options?: WriteOptions,
  ): Promise<Written<RawObject>>;
  /** PUT of an object or of one of its subresources. */
  put(
    kind: Kind,
    target: Target,
    body: RawObject,
    options?: WriteOptions,
  ): Promise<Written<RawObject>>;
  patch(
    kind: Kind,
    target: Target,
    patch: Patch,
    options?: WriteOptions,
  ): Promise<Written<RawObject>>;
  /** DELETE of all objects that the selectors pick; answers their metadata. */
  deleteCollection(
    kind: Kind,
    options: CollectionOptions,
  ): Promise<{ items: RawObject[]; warnings: string[] }>;
}

export interface Discoverer {
  /** The kinds that the cluster serves; the answer may be a minute old, with `fresh` a second. */
  discover(fresh?: boolean): Promise<readonly ServedKind[]>;
  /** Has the next answer read anew: kinds have come or gone. */
  forgetKinds(): void;
}

export interface FollowOptions {
  /** Milliseconds after which the object is told again although it is as before. */
  every?: number;
  signal: AbortSignal;
}

export interface Follower {
  /** An object as it is now (undefined when it is not there), and again after each change, until the signal aborts. All that one
   * identity follows of a kind in a namespace is one watch. Throws ClusterError when the cluster refuses or is away for long. */
  follow<R extends RawObject>(
    kind: Kind,
    namespace: string,
    name: string,
    options: FollowOptions,
  ): AsyncIterable<R | undefined>;
}

/** The cluster as one identity sees it during one operation. */
export interface ClusterSession
  extends Reader, Writer, AnyAccess, Discoverer, LogReader, Follower {
  readonly identity: Identity;
  readonly usage: Usage;
  /** Lists that the server reads as itself, to find out who is named where; undefined when it has no identity of its own. */
  readonly own: Pick<Reader, 'list'> | undefined;
  /** True for ten seconds after this identity was refused the cluster-wide list of a kind. */
  wasRefused(kind: Kind): boolean;
  rememberRefusal(kind: Kind): void;
  /** True for a minute after this identity was allowed the cluster-wide list of a kind. */
  wasAllowed(kind: Kind): boolean;
  rememberAllowed(kind: Kind): void;
  /** POSTs a review: it asks, nothing is stored. */
  review<R extends RawObject>(kind: Kind, object: unknown): Promise<R>;
  /** Whom the cluster takes this identity for; the answer may be a minute old unless `fresh`. */
  whoAmI(fresh?: boolean): Promise<UserInfo>;
}

export interface Cluster {
  readonly connection: Connection;
  /** Opens the cluster for one operation; signal ends its reads. Writes are carried through.
   * Two sessions of one operation share its usage. */
  as(identity: Identity, signal?: AbortSignal, usage?: Usage): ClusterSession;
  /** The version as the cluster tells it, with the connection's own identity. */
  version(signal?: AbortSignal): Promise<string>;
  /** Throws a ClusterError when the cluster does not answer. Any answer of the API server counts, a refusal too. */
  ping(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
