import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';

interface ServiceAccount extends KubeObject {
  secrets?: { name?: string }[];
}

export const serviceAccounts: Kind = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  namespaced: true,
  subresources: ['token'],
  definition: 'v1.ServiceAccount',
  nameRule: 'subdomain',
  hasGeneration: false,
  returnsDeleted: true,
  prepareCreate: keepNamesOfSecrets,
  prepareUpdate: keepNamesOfSecrets,
};

/** A secret is referred to by its name alone: it is in the same namespace. */
function keepNamesOfSecrets(draft: ServiceAccount): void {
  if (draft.secrets)
    draft.secrets = draft.secrets.map(({ name }) => (name ? { name } : {}));
}
