import type { Kind } from '../api/kind.js';

/** A deprecated list of the control plane's own health: nothing is ever stored, so that it is empty. */
export const componentStatuses: Kind = {
  group: '',
  version: 'v1',
  kind: 'ComponentStatus',
  plural: 'componentstatuses',
  singular: 'componentstatus',
  shortNames: ['cs'],
  namespaced: false,
  verbs: ['get', 'list'],
  definition: 'v1.ComponentStatus',
  nameRule: 'path-segment',
  hasGeneration: false,
};
