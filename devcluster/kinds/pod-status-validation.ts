import type { FieldError } from '../api/field-error.js';
import { invalid } from '../api/field-error.js';
import { validateAddress } from './address-validation.js';
import { validateByRule, validateEach } from './field-validation.js';
import { checkQualifiedName } from './name-rules.js';
import type { Pod } from './pod-validation.js';

const SYSTEM_CONDITIONS = ['PodScheduled', 'Ready', 'Initialized'];

/** What a kubelet or the scheduler may not write. */
export function validatePodStatus(draft: Pod, old: Pod): FieldError[] {
  const status = draft.status ?? {};
  return [
    ...validateEach(
      status.conditions,
      'status.conditions',
      ({ type = '' }, field) =>
        SYSTEM_CONDITIONS.includes(type)
          ? []
          : validateByRule(type, `${field}.Type`, checkQualifiedName),
    ),
    ...(['podIPs', 'hostIPs'] as const).flatMap((list) =>
      validateEach(status[list], `status.${list}`, ({ ip = '' }, field) =>
        validateAddress(ip, field),
      ),
    ),
    ...((status.qosClass ?? '') === (old.status?.qosClass ?? '')
      ? []
      : [invalid('status.qosClass', status.qosClass, 'field is immutable')]),
  ];
}
