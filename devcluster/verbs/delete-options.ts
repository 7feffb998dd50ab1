import { type FieldError, invalid, notSupported } from '../api/field-error.js';
import { invalidObject } from '../api/status-error.js';
import {
  decodeDeleteOptions,
  type DeleteOptionsBody,
} from '../schema/decode-delete-options.js';
import type { Call } from './call.js';
import { readInteger } from './list-options.js';
import { checkDryRun } from './write-options.js';

export interface DeleteOptions {
  dryRun: boolean;
  gracePeriodSeconds?: number;
  propagation?: Propagation;
  uid?: string;
  resourceVersion?: string;
}

export type Propagation = (typeof POLICIES)[number];

const POLICIES = ['Foreground', 'Background', 'Orphan'] as const;

/** Reads what a DELETE wants from its body, or, only without a body, from its parameters. Throws the Status of bad ones. */
export async function toDeleteOptions(call: Call): Promise<DeleteOptions> {
  const bytes = await call.readBody();
  const body =
    bytes.length > 0
      ? decodeDeleteOptions(bytes, call.contentType)
      : fromQuery(call.query);
  return checkDeleteOptions(body);
}

/** What the options ask for. Throws the Status of options that make no sense. */
export function checkDeleteOptions(body: DeleteOptionsBody): DeleteOptions {
  const errors = check(body);
  if (errors.length > 0)
    throw invalidObject(
      { group: 'meta.k8s.io', kind: 'DeleteOptions' },
      '',
      errors,
    );
  const { gracePeriodSeconds, preconditions, dryRun } = body;
  return {
    dryRun: dryRun?.includes('All') ?? false,
    gracePeriodSeconds:
      gracePeriodSeconds === undefined
        ? undefined
        : // Negative means at once, and at once is what 0 is for what nobody runs.
          Math.max(gracePeriodSeconds, gracePeriodSeconds < 0 ? 1 : 0),
    propagation: toPropagation(body),
    uid: preconditions?.uid,
    resourceVersion: preconditions?.resourceVersion,
  };
}

function toPropagation(body: DeleteOptionsBody): Propagation | undefined {
  if (body.orphanDependents !== undefined)
    return body.orphanDependents ? 'Orphan' : 'Background';
  return body.propagationPolicy as Propagation | undefined;
}

function fromQuery(query: URLSearchParams): DeleteOptionsBody {
  const grace = query.get('gracePeriodSeconds');
  const orphan = query.get('orphanDependents');
  return {
    dryRun: query.getAll('dryRun'),
    ...(grace && { gracePeriodSeconds: readInteger(grace) }),
    ...(orphan && { orphanDependents: orphan === 'true' }),
    propagationPolicy: query.get('propagationPolicy') ?? undefined,
  };
}

function check(body: DeleteOptionsBody): FieldError[] {
  const { propagationPolicy: policy, orphanDependents } = body;
  const isKnown =
    policy === undefined || POLICIES.some((known) => known === policy);
  return [
    ...(policy !== undefined && orphanDependents !== undefined
      ? [
          invalid(
            'propagationPolicy',
            policy,
            'orphanDependents and deletionPropagation cannot be both set',
          ),
        ]
      : isKnown
        ? []
        : [notSupported('propagationPolicy', policy, [...POLICIES, 'nil'])]),
    ...checkDryRun(body.dryRun ?? []),
  ];
}
