import type { ScalarKind } from '../schema/struct-type.js';
import { toReference } from './schema-name.js';

/** A schema of OpenAPI 3.0 with the extensions of Kubernetes. */
export type Schema = Readonly<Record<string, unknown>>;

const QUANTITY = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const INT_OR_STRING = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const TIME = 'io.k8s.apimachinery.pkg.apis.meta.v1.Time';
const MICRO_TIME = 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime';

/** Scalars that have a name of their own, by which kubectl explain shows them. */
export const NAMED_SCALARS: Readonly<Record<string, Schema>> = {
  [QUANTITY]: {
    description: 'An exact amount: 500m, 2, 128Mi, 1e3.',
    oneOf: [{ type: 'string' }, { type: 'number' }],
  },
  [INT_OR_STRING]: {
    description: 'A number, or a text such as a name or a percentage.',
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
  [TIME]: {
    description: 'A time in UTC to the second.',
    type: 'string',
    format: 'date-time',
  },
  [MICRO_TIME]: {
    description: 'A time in UTC to the microsecond.',
    type: 'string',
    format: 'date-time',
  },
};

export const SCALAR_SCHEMAS: Readonly<Record<ScalarKind, Schema>> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  float64: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
  any: { type: 'object' },
  quantity: toReference(QUANTITY),
  'int-or-string': toReference(INT_OR_STRING),
  time: toReference(TIME),
  'micro-time': toReference(MICRO_TIME),
};
