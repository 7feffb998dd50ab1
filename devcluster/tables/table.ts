import { type Kind, toApiVersion } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import type { Cell, Column } from './column.js';
import type { IncludeObject } from './include-object.js';
import { columnsOf } from './kind-columns.js';
import { META_VERSION, toPartial } from './partial-metadata.js';
import { toRowConditions } from './row-conditions.js';

export interface TableOptions {
  includeObject: IncludeObject;
  /** Of the list, or the revision of the one object. */
  metadata: object;
  /** In milliseconds. */
  now: number;
}

/** The Table of meta.k8s.io/v1, which kubectl prints as it is. */
export interface Table {
  kind: 'Table';
  apiVersion: string;
  metadata: object;
  columnDefinitions: readonly ColumnDefinition[] | null;
  rows: readonly Row[];
}

type ColumnDefinition = Omit<Column, 'toCell'> & { description: string };

interface Row {
  cells: readonly Cell[];
  conditions?: readonly object[];
  object: object | null;
}

/** Shows objects of a kind as a table: R13/table, R13/include. */
export function toTable(
  kind: Kind,
  objects: readonly KubeObject[],
  { includeObject, metadata, now }: TableOptions,
): Table {
  const columns = columnsOf(kind);
  return {
    kind: 'Table',
    apiVersion: META_VERSION,
    metadata,
    columnDefinitions: columns.map(({ name, type, format, priority }) => ({
      name,
      type,
      format,
      description: '',
      priority,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.toCell(object, now)),
      conditions: toRowConditions(kind, object),
      object: toRowObject(kind, object, includeObject),
    })),
  };
}

function toRowObject(
  kind: Kind,
  object: KubeObject,
  includeObject: IncludeObject,
): object | null {
  switch (includeObject) {
    case 'None':
      return null;
    case 'Metadata':
      return toPartial(object);
    case 'Object':
      return {
        kind: kind.kind,
        apiVersion: toApiVersion(kind),
        ...object,
      };
  }
}
