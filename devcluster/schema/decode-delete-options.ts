import { badRequest } from '../api/status-error.js';
import { noSuchKind, readNamedKind } from './body-kind.js';
import { DecodeError } from './decode-error.js';
import { Fitting } from './fit-value.js';
import { readBody } from './read-body.js';
import { structType } from './struct-type.js';

export interface DeleteOptionsBody {
  dryRun?: string[];
  gracePeriodSeconds?: number;
  propagationPolicy?: string;
  orphanDependents?: boolean;
  preconditions?: { uid?: string; resourceVersion?: string };
}

const KIND = {
  group: '',
  version: 'v1',
  kind: 'DeleteOptions',
  definition: 'meta.v1.DeleteOptions',
};

/** Reads the body of a DELETE; what it does not know it leaves out. Throws the Status of one that cannot be read. */
export function decodeDeleteOptions(
  bytes: Buffer,
  contentType: string,
): DeleteOptionsBody {
  try {
    const body = readBody(bytes, contentType);
    const named = readNamedKind(body.head, KIND);
    // Every group has the options of a delete.
    if (named.kind !== KIND.kind) throw noSuchKind(named);
    const value = (body.value(KIND.definition) ?? {}) as DeleteOptionsBody;
    return new Fitting().fitStruct(
      value as Record<string, unknown>,
      structType(KIND.definition),
    );
  } catch (error) {
    throw error instanceof DecodeError ? badRequest(error.message) : error;
  }
}
