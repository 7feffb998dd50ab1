import type { KubeObject } from '../api/kube-object.js';
import { toAge, UNKNOWN } from './duration.js';

export type Cell = string | number;

/** A column of a table, and what stands in it. `now` in milliseconds. */
export interface Column<Shape extends KubeObject = KubeObject> {
  name: string;
  type: 'string' | 'integer' | 'date';
  /** `name` marks the column that names the object. */
  format: '' | 'name';
  /** What has 1 is only shown when somebody asks for wide output. */
  priority: 0 | 1;
  toCell(object: Shape, now: number): Cell;
}

type ToCell<Shape extends KubeObject> = Column<Shape>['toCell'];

/** A column that is always shown. The API server calls most numbers strings, too. */
export function column<Shape extends KubeObject>(
  name: string,
  toCell: ToCell<Shape>,
): Column<Shape> {
  return { name, type: 'string', format: '', priority: 0, toCell };
}

/** A column of whole numbers. */
export function integerColumn<Shape extends KubeObject>(
  name: string,
  toCell: ToCell<Shape>,
): Column<Shape> {
  return { ...column(name, toCell), type: 'integer' };
}

/** A column of wide output. */
export function wideColumn<Shape extends KubeObject>(
  name: string,
  toCell: ToCell<Shape>,
): Column<Shape> {
  return { ...column(name, toCell), priority: 1 };
}

export const NAME: Column = {
  ...column('Name', ({ metadata }) => metadata.name ?? ''),
  format: 'name',
};

export const AGE: Column = column('Age', ({ metadata }, now) =>
  toAge(metadata.creationTimestamp, now),
);

const CREATED_AT: Column = {
  ...column(
    'Created At',
    ({ metadata }) => metadata.creationTimestamp ?? UNKNOWN,
  ),
  type: 'date',
};

/** The columns of kinds that have none of their own. */
export const PLAIN_COLUMNS: readonly Column[] = [NAME, CREATED_AT];
