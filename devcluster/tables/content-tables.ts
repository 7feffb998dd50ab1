import type { KubeObject } from '../api/kube-object.js';
import { AGE, type Column, column, NAME } from './column.js';

interface Content extends KubeObject {
  data?: object;
  binaryData?: object;
}

interface Secret extends Content {
  type?: string;
}

const countKeys = (map: object = {}): number => Object.keys(map).length;

export const CONFIG_MAP_COLUMNS: readonly Column<Content>[] = [
  NAME,
  column(
    'Data',
    ({ data, binaryData }) => countKeys(data) + countKeys(binaryData),
  ),
  AGE,
];

export const SECRET_COLUMNS: readonly Column<Secret>[] = [
  NAME,
  column('Type', ({ type }) => type ?? ''),
  column('Data', ({ data }) => countKeys(data)),
  AGE,
];

export const SERVICE_ACCOUNT_COLUMNS: readonly Column[] = [NAME, AGE];
