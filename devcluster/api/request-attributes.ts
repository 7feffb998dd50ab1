/** What a request asks for, in the words of authorisation. */
export type RequestAttributes = ResourceAttributes | PathAttributes;

export interface ResourceAttributes {
  /** get, list, watch, create, update, patch, delete, deletecollection, or a special one such as bind. */
  verb: string;
  /** Empty for core. */
  group: string;
  version: string;
  /** The plural. */
  resource: string;
  /** Empty for the object itself. */
  subresource: string;
  /** Empty for the whole cluster. */
  namespace: string;
  /** Empty for a collection. */
  name: string;
}

export interface PathAttributes {
  verb: string;
  path: string;
}
