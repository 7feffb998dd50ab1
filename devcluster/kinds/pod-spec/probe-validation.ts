import type { FieldError } from '../../api/field-error.js';
import { forbiddenField, invalid } from '../../api/field-error.js';
import { validateNotNegative } from '../field-validation.js';
import { validateAction } from './action-validation.js';
import type { ContainerSpec, Probe } from './container-spec.js';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const COUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** The hooks and probes of a container that stays. */
export function validateHooksAndProbes(
  container: ContainerSpec,
  field: string,
  gracePeriod: number | undefined,
): FieldError[] {
  const { postStart, preStop } = container.lifecycle ?? {};
  return [
    ...(postStart
      ? validateAction(postStart, `${field}.lifecycle.postStart`, gracePeriod)
      : []),
    ...(preStop
      ? validateAction(preStop, `${field}.lifecycle.preStop`, gracePeriod)
      : []),
    ...PROBES.flatMap((name) =>
      validateProbe(container[name], `${field}.${name}`, gracePeriod),
    ),
  ];
}

/** An init container that ends has neither. */
export function validateNoHooksAndProbes(
  container: ContainerSpec,
  field: string,
): FieldError[] {
  return (['lifecycle', ...PROBES] as const)
    .filter((name) => container[name])
    .map((name) =>
      forbiddenField(
        `${field}.${name}`,
        'may not be set for init containers without restartPolicy=Always',
      ),
    );
}

function validateProbe(
  probe: Probe | undefined,
  field: string,
  gracePeriod: number | undefined,
): FieldError[] {
  if (!probe) return [];
  const { successThreshold, terminationGracePeriodSeconds: ownGrace } = probe;
  const graceField = `${field}.terminationGracePeriodSeconds`;
  const isReadiness = field.endsWith('.readinessProbe');
  return [
    ...validateAction(probe, field, gracePeriod),
    ...COUNTS.flatMap((name) =>
      validateNotNegative(probe[name], `${field}.${name}`),
    ),
    ...(ownGrace !== undefined && ownGrace <= 0
      ? [invalid(graceField, ownGrace, 'must be greater than 0')]
      : []),
    ...(isReadiness && ownGrace !== undefined
      ? [invalid(graceField, ownGrace, 'must not be set for readinessProbes')]
      : []),
    ...(!isReadiness && successThreshold !== 1
      ? [invalid(`${field}.successThreshold`, successThreshold, 'must be 1')]
      : []),
  ];
}
