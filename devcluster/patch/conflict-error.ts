import type { ManagedFieldsEntry } from '../api/kube-object.js';
import { StatusError } from '../api/status-error.js';
import { type FieldTree, isMember } from './field-tree.js';
import { toStepText } from './list-step.js';

/** Fields that another writer owns and an apply would change. */
export interface OwnerConflict {
  entry: ManagedFieldsEntry;
  fields: FieldTree;
}

/** The refusal of an apply that would take fields from others. */
export function conflictError(
  conflicts: readonly OwnerConflict[],
): StatusError {
  const found = conflicts
    .map(({ entry, fields }) => ({
      owner: toOwnerText(entry),
      paths: toPaths(fields),
    }))
    .sort((a, b) => (a.owner < b.owner ? -1 : 1));
  const causes = found.flatMap(({ owner, paths }) =>
    paths.map((field) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${owner}`,
      field,
    })),
  );
  const [only, ...more] = causes;
  const text =
    only && more.length === 0
      ? `1 conflict: ${only.message}: ${only.field}`
      : `${causes.length} conflicts: ${found
          .flatMap(({ owner, paths }) => [
            `conflicts with ${owner}:`,
            ...paths.map((path) => `- ${path}`),
          ])
          .join('\n')}`;
  return new StatusError(409, 'Conflict', `Apply failed with ${text}`, {
    causes,
  });
}

function toOwnerText({
  manager,
  operation,
  apiVersion,
  subresource,
}: ManagedFieldsEntry): string {
  const by = subresource
    ? ` with subresource ${JSON.stringify(subresource)}`
    : '';
  const using = operation === 'Update' ? ` using ${apiVersion}` : '';
  return `${JSON.stringify(manager)}${by}${using}`;
}

/** The paths of all fields of a set in their order: `.data.a`, `.spec.containers[name="c"].image`. */
export function toPaths(tree: FieldTree, start = ''): string[] {
  const steps = Object.keys(tree)
    .filter((step) => step !== '.')
    .sort();
  const parts = steps.map((step) => ({
    path: `${start}${toStepText(step)}`,
    part: tree[step] as FieldTree,
  }));
  return [
    ...parts.flatMap(({ path, part }) => (isMember(part) ? [path] : [])),
    ...parts.flatMap(({ path, part }) => toPaths(part, path)),
  ];
}
