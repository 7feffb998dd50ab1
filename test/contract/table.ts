import { call, type Thing } from './plane.js';

export const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

/** What kubectl prints. */
export interface Table {
  kind: string;
  apiVersion: string;
  metadata: { resourceVersion: string; continue?: string };
  columnDefinitions: ColumnDefinition[] | null;
  rows: { cells: unknown[]; conditions?: object[]; object: Thing | null }[];
}

interface ColumnDefinition {
  name: string;
  type: string;
  format: string;
  description: string;
  priority: number;
}

/** GET of a path as a table; throws on a refusal. */
export async function tableOf(path: string): Promise<Table> {
  const headers = { accept: TABLE };
  const { status, text, body } = await call<Table>('GET', path, { headers });
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
  return body;
}

/** The cells of the row of an object. */
export function rowOf({ rows }: Table, name: string): unknown[] | undefined {
  return rows.find(({ object }) => object?.metadata.name === name)?.cells;
}

/** The columns in one line: `#` marks whole numbers, `@` times, brackets what only wide output shows. */
export function toColumnLine({ columnDefinitions }: Table): string {
  return (columnDefinitions ?? []).map(toColumnText).join(', ');
}

function toColumnText(column: ColumnDefinition): string {
  const { name, type, format, priority } = column;
  const mark = { string: '', integer: '#', date: '@' }[type] ?? `:${type}`;
  // Only the column that names the object has a format.
  const isOdd = format !== (name === 'Name' ? 'name' : '');
  const text = `${name}${mark}${isOdd ? `!${format}` : ''}`;
  return priority ? `(${text})` : text;
}
