import type { FieldError } from '../api/field-error.js';
import { forbiddenField, invalid, notSupported } from '../api/field-error.js';
import { validateNotNegative } from './field-validation.js';

/** How a Deployment goes from one template to the next. */
export interface DeploymentStrategy {
  type?: string;
  rollingUpdate?: RollingUpdate;
}

interface RollingUpdate {
  maxUnavailable?: number | string;
  maxSurge?: number | string;
}

const TYPES = ['Recreate', 'RollingUpdate'];
const FIELD = 'spec.strategy';
const PERCENT = /^[0-9]+%$/;

/** A quarter of the pods may be missing, and a quarter too many. */
export function setStrategyDefaults(strategy: DeploymentStrategy): void {
  strategy.type ||= 'RollingUpdate';
  if (strategy.type !== 'RollingUpdate') return;
  const rolling = (strategy.rollingUpdate ??= {});
  rolling.maxUnavailable ??= '25%';
  rolling.maxSurge ??= '25%';
}

/** What is wrong with a strategy. */
export function validateStrategy({
  type = '',
  rollingUpdate,
}: DeploymentStrategy): FieldError[] {
  switch (type) {
    case 'Recreate':
      return rollingUpdate
        ? [
            forbiddenField(
              `${FIELD}.rollingUpdate`,
              "may not be specified when strategy `type` is 'Recreate'",
            ),
          ]
        : [];
    case 'RollingUpdate':
      return validateRolling(rollingUpdate ?? {}, `${FIELD}.rollingUpdate`);
    default:
      return [notSupported(FIELD, toGoObject(type, rollingUpdate), TYPES)];
  }
}

/** The API server shows a bad strategy as its own code has it. */
const toGoObject = (type: string, rolling: RollingUpdate | undefined) => ({
  Type: type,
  RollingUpdate: rolling
    ? {
        MaxUnavailable: rolling.maxUnavailable ?? 0,
        MaxSurge: rolling.maxSurge ?? 0,
      }
    : null,
});

/** Something has to give way, or no pod could ever be replaced. */
function validateRolling(
  { maxUnavailable = 0, maxSurge = 0 }: RollingUpdate,
  field: string,
): FieldError[] {
  const unavailableField = `${field}.maxUnavailable`;
  return [
    ...validateShare(maxUnavailable, unavailableField),
    ...validateShare(maxSurge, `${field}.maxSurge`),
    ...(toNumber(maxUnavailable) === 0 && toNumber(maxSurge) === 0
      ? [
          invalid(
            unavailableField,
            maxUnavailable,
            'may not be 0 when `maxSurge` is 0',
          ),
        ]
      : []),
    ...(isPercent(maxUnavailable) && toNumber(maxUnavailable) > 100
      ? [
          invalid(
            unavailableField,
            maxUnavailable,
            'must not be greater than 100%',
          ),
        ]
      : []),
  ];
}

/** A number of pods, or a share of them in percent. */
function validateShare(share: number | string, field: string): FieldError[] {
  if (typeof share === 'number') return validateNotNegative(share, field);
  return isPercent(share)
    ? []
    : [
        invalid(
          field,
          share,
          "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
        ),
      ];
}

const isPercent = (share: number | string): share is string =>
  typeof share === 'string' && PERCENT.test(share);

const toNumber = (share: number | string): number =>
  typeof share === 'number' ? share : Number(/^\d+/.exec(share)?.[0] ?? 0);
