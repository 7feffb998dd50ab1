import type { FieldError } from './field-error.js';
import type { KubeObject } from './kube-object.js';
import type { ObjectReader } from './object-reader.js';
import type { ResourceName } from './status-error.js';

/** The rule for metadata.name. */
export type NameRule = 'label' | 'subdomain' | 'path-segment';

/** One row of the table of kinds: everything that the verbs need to know of a kind. Functions get drafts, which they may
 * change, and old objects, which they may not. */
export interface Kind {
  /** Empty for core. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames?: readonly string[];
  categories?: readonly string[];
  namespaced: boolean;
  /** When left out: create delete deletecollection get list patch update watch. */
  verbs?: readonly string[];
  subresources?: readonly Subresource[];
  /** The name of its type in the table of types: `v1.Pod`, `apps.v1.Deployment`. */
  definition: string;
  nameRule: NameRule;
  /** metadata.generation counts changes of the spec. */
  hasGeneration: boolean;
  /** An immediate delete answers with the object instead of a Status. */
  returnsDeleted?: boolean;
  /** PUT of a missing object makes it. */
  createsOnUpdate?: boolean;
  /** PUT without resourceVersion is refused. */
  needsRevisionOnUpdate?: boolean;
  /** What a DELETE without a policy does; background when left out. */
  defaultPropagation?: 'orphan';
  /** Fills in what the API server fills in before admission sees the object. Also called after patches. */
  defaults?(draft: KubeObject): void;
  /** Resets what a client may not set on creation: status and the like. */
  prepareCreate?(draft: KubeObject): void;
  /** Keeps what a client may not change by this way: status on the main resource. */
  prepareUpdate?(draft: KubeObject, old: KubeObject): void;
  /** Keeps what a write to /status leaves out and no status is without. */
  prepareStatus?(draft: KubeObject, old: KubeObject): void;
  /** All but metadata, which the verbs check. In the order of the API server. */
  validate?(draft: KubeObject): FieldError[];
  /** Besides validate, for changes of the main resource. */
  validateUpdate?(draft: KubeObject, old: KubeObject): FieldError[];
  validateStatus?(draft: KubeObject, old: KubeObject): FieldError[];
  /** Gives out what is unique in the cluster: addresses, node ports. `old` is missing on creation; a dry run reserves
   * nothing and shows placeholders. Throws StatusError. */
  allocate?(
    draft: KubeObject,
    old: KubeObject | undefined,
    reader: ObjectReader,
    dryRun: boolean,
  ): void;
  /** Another form of objects that are stored as another kind. */
  view?: {
    of: ResourceName;
    fromStored(object: KubeObject): KubeObject;
    toStored(object: KubeObject): KubeObject;
  };
  /** A text for the Warning header of every call. */
  warning?: string;
  /** Field selectors besides metadata.name and metadata.namespace. */
  fields?: Readonly<Record<string, (object: KubeObject) => string>>;
}

export type Subresource =
  'status' | 'scale' | 'log' | 'binding' | 'eviction' | 'token' | 'finalize';

/** apps/v1, v1. */
export function toApiVersion({ group, version }: Kind): string {
  return group ? `${group}/${version}` : version;
}
