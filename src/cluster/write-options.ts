import type { DeleteOptions, WriteOptions } from './cluster.js';

/** Who owns the fields that we write; misspelt ones are refused. */
export const FIELD_MANAGER = {
  fieldManager: 'moorage',
  fieldValidation: 'Strict',
};

/** The query of a write. */
export function writeQuery({ dryRun }: WriteOptions): Record<string, string> {
  return dryRun ? { dryRun: 'All' } : {};
}

/** All options stand in the body: a body makes the API server ignore the query. */
export function deleteBody({
  uid,
  resourceVersion,
  propagation = 'Background',
  gracePeriodSeconds,
  dryRun,
}: DeleteOptions) {
  return {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: propagation,
    ...(uid === undefined
      ? {}
      : {
          preconditions: { uid, ...(resourceVersion && { resourceVersion }) },
        }),
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(dryRun ? { dryRun: ['All'] } : {}),
  };
}
