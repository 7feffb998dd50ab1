import type { FieldError } from '../api/field-error.js';
import { invalid } from '../api/field-error.js';
import { validateNotNegative } from './field-validation.js';

/** The counts in the status of what keeps a number of pods. Kinds have some of them. */
export interface ReplicaCounts {
  replicas?: number;
  fullyLabeledReplicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  unavailableReplicas?: number;
  terminatingReplicas?: number;
  collisionCount?: number;
  observedGeneration?: number;
  [field: string]: unknown;
}

const COUNTS = [
  'observedGeneration',
  'replicas',
  'fullyLabeledReplicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
] as const;
const PARTS = [
  'fullyLabeledReplicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
] as const;

/** What a controller may not write into a status: more of a part than there is of the whole. */
export function validateReplicaCounts(
  status: ReplicaCounts = {},
): FieldError[] {
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
  return [
    ...COUNTS.flatMap((name) =>
      validateNotNegative(status[name], `status.${name}`),
    ),
    ...PARTS.flatMap((name) => {
      const count = status[name];
      return count !== undefined && count > replicas
        ? [
            invalid(
              `status.${name}`,
              count,
              'cannot be greater than status.replicas',
            ),
          ]
        : [];
    }),
    ...(availableReplicas > readyReplicas
      ? [
          invalid(
            'status.availableReplicas',
            availableReplicas,
            'cannot be greater than readyReplicas',
          ),
        ]
      : []),
  ];
}
