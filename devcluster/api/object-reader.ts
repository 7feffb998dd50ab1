import type { KubeObject } from './kube-object.js';
import type { ResourceName } from './status-error.js';

/** What admission, access and allocation may see of the store. Objects come as they are stored: do not change them. */
export interface ObjectReader {
  /** `namespace` is empty for what is not in one. */
  get(
    resource: ResourceName,
    namespace: string,
    name: string,
  ): KubeObject | undefined;
  /** In the order of namespace and name; of all namespaces when none is given. */
  list(resource: ResourceName, namespace?: string): readonly KubeObject[];
}
