import { type FieldError, invalid } from '../api/field-error.js';
import { validateOneOf } from './field-validation.js';
import { checkPortName, checkPortNumber } from './name-rules.js';

export interface PolicyPort {
  protocol?: string;
  port?: number | string;
  endPort?: number;
}

/** What is wrong with a port of a network policy. */
export function validatePolicyPort(
  { protocol, port, endPort }: PolicyPort,
  field: string,
): FieldError[] {
  return [
    ...validateOneOf(protocol, `${field}.protocol`, ['TCP', 'UDP', 'SCTP']),
    ...(typeof port === 'string'
      ? [
          ...refuseEnd(endPort, `${field}.endPort`, 'non-numeric'),
          ...checkPortName(port).map((message) =>
            invalid(`${field}.port`, port, message),
          ),
        ]
      : validateNumbers(port, endPort, field)),
  ];
}

function validateNumbers(
  port: number | undefined,
  endPort: number | undefined,
  field: string,
): FieldError[] {
  if (port === undefined)
    return refuseEnd(endPort, `${field}.endPort`, 'not specified');
  const errors = checkPortNumber(port).map((message) =>
    invalid(`${field}.port`, port, message),
  );
  if (endPort === undefined) return errors;
  const messages = [
    ...(endPort < port ? ['must be greater than or equal to `port`'] : []),
    ...checkPortNumber(endPort),
  ];
  return [
    ...errors,
    ...messages.map((message) => invalid(`${field}.endPort`, endPort, message)),
  ];
}

const refuseEnd = (
  endPort: number | undefined,
  field: string,
  state: string,
): FieldError[] =>
  endPort === undefined
    ? []
    : [
        invalid(
          field,
          endPort,
          `may not be specified when \`port\` is ${state}`,
        ),
      ];
