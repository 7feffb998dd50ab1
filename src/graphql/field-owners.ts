import type { ClusterError } from '../cluster/cluster-error.js';
import type { Fact } from './user-error.type.js';

/** The fields of an apply that others own with another value: one sentence for each manager, with its fields. */
export function toOwnerErrors({
  status,
}: ClusterError): { message: string; facts: Fact[] }[] {
  const byManager = new Map<string, string[]>();
  for (const { reason, message = '', field = '' } of status?.details?.causes ??
    []) {
    if (reason !== 'FieldManagerConflict') continue;
    const manager = /^conflict with "(.+?)"/.exec(message)?.[1] ?? 'another';
    byManager.set(manager, [...(byManager.get(manager) ?? []), field]);
  }
  return [...byManager].map(([manager, fields]) => ({
    message: `"${manager}" owns ${fields.join(', ')} and has another value there. Leave ${fields.length > 1 ? 'these fields' : 'this field'} out, or take over with force: true.`,
    facts: [
      { key: 'manager', value: manager },
      ...fields.map((value) => ({ key: 'field', value })),
    ],
  }));
}
