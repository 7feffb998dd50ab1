import {
  type FieldError,
  forbiddenField,
  invalid,
} from '../api/field-error.js';
import { isEqual } from '../store/is-equal.js';
import type { Taint } from './taint.js';

export interface NodeSpec {
  taints?: Taint[];
  podCIDR?: string;
  podCIDRs?: string[];
  providerID?: string;
  unschedulable?: boolean;
  externalID?: string;
}

/** What a change may not do to the spec of a node. */
export function validateNodeSpecUpdate(
  draft: NodeSpec,
  old: NodeSpec,
): FieldError[] {
  const errors: FieldError[] = [];
  if (old.podCIDRs?.length && !isEqual(draft.podCIDRs, old.podCIDRs))
    errors.push(
      forbiddenField(
        'spec.podCIDRs',
        'node updates may not change podCIDR except from "" to valid',
      ),
    );
  if (old.providerID && draft.providerID !== old.providerID)
    errors.push(
      invalid(
        'spec.providerID',
        null,
        `field cannot be ${draft.providerID ? 'modified' : 'cleared'} once set`,
      ),
    );
  if ((draft.externalID ?? '') !== (old.externalID ?? ''))
    errors.push(forbiddenField('spec.externalID', 'may not be updated'));
  return errors;
}
