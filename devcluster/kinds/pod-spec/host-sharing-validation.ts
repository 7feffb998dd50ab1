import type { FieldError } from '../../api/field-error.js';
import { forbiddenField, invalid } from '../../api/field-error.js';
import { validateEach } from '../field-validation.js';
import type { PodSpec } from './pod-spec.js';

/** What a pod shares with its node. */
export function validateHostSharing(
  spec: PodSpec,
  field: string,
  isPod: boolean,
): FieldError[] {
  return [
    ...(spec.hostNetwork ? validateHostNetwork(spec, field, isPod) : []),
    ...(spec.shareProcessNamespace && spec.hostPID
      ? [
          invalid(
            `${field}.shareProcessNamespace`,
            true,
            'ShareProcessNamespace and HostPID cannot both be enabled',
          ),
        ]
      : []),
    ...(spec.hostUsers === false ? validateOwnUsers(spec, field) : []),
  ];
}

/** In the network of its node a container has its ports where it listens. A template may leave that open. */
const validateHostNetwork = (
  { containers }: PodSpec,
  field: string,
  isPod: boolean,
): FieldError[] =>
  validateEach(containers, `${field}.containers`, ({ ports }, containerField) =>
    validateEach(
      ports,
      `${containerField}.ports`,
      ({ hostPort = 0, containerPort = 0 }, portField) =>
        hostPort === containerPort || (!isPod && hostPort === 0)
          ? []
          : [
              invalid(
                `${portField}.hostPort`,
                hostPort,
                'must match `containerPort` when `hostNetwork` is true',
              ),
            ],
    ),
  );

/** The API server names two of these fields as its own code does. */
const validateOwnUsers = (spec: PodSpec, field: string): FieldError[] =>
  (
    [
      ['hostNetwork', 'hostNetwork'],
      ['hostPID', 'HostPID'],
      ['hostIPC', 'HostIPC'],
    ] as const
  )
    .filter(([name]) => spec[name])
    .map(([, shown]) =>
      forbiddenField(`${field}.${shown}`, 'when `hostUsers` is false'),
    );
