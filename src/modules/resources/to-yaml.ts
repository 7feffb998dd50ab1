import { stringify } from 'yaml';

import type { RawObject } from '../../cluster/cluster.js';

/** An object as YAML, as kubectl shows it: without the list of who owns which field. Words that older readers of YAML take for
 * something else, such as `yes` or `0644`, are quoted. */
export function toYaml({ apiVersion, kind, ...rest }: RawObject): string {
  const { managedFields: _managed, ...metadata } = rest.metadata ?? {};
  return stringify(
    { apiVersion, kind, ...rest, metadata },
    { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false },
  );
}
