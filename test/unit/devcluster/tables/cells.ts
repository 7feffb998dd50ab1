import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import type { Cell, Column } from '../../../../devcluster/tables/column.js';

export const NOW = Date.parse('2026-01-01T01:00:00Z');

/** The cells of an object by the names of their columns. */
export function cellsOf<Shape extends KubeObject>(
  columns: readonly Column<Shape>[],
  object: Shape,
): Record<string, Cell> {
  return Object.fromEntries(
    columns.map((column) => [column.name, column.toCell(object, NOW)]),
  );
}
