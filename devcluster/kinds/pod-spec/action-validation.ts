import type { FieldError } from '../../api/field-error.js';
import { forbiddenField, invalid, required } from '../../api/field-error.js';
import {
  validateByRule,
  validateRequired,
  validateRequiredOneOf,
} from '../field-validation.js';
import type { Action, HttpGet } from './container-spec.js';
import { validatePortReference } from './port-validation.js';

const NAMES = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

/** What a probe or a hook does: exactly one of the five. `gracePeriod` is how long a sleep may last. */
export function validateAction(
  action: Action,
  field: string,
  gracePeriod: number | undefined,
): FieldError[] {
  const [first, ...more] = NAMES.filter((name) => action[name]);
  if (!first) return [required(field, 'must specify a handler type')];
  return [
    ...validateOnly(first, action, field, gracePeriod),
    ...more.map((name) =>
      forbiddenField(
        `${field}.${name}`,
        'may not specify more than 1 handler type',
      ),
    ),
  ];
}

function validateOnly(
  name: (typeof NAMES)[number],
  { exec, httpGet, tcpSocket, grpc, sleep }: Action,
  parent: string,
  gracePeriod: number | undefined,
): FieldError[] {
  const field = `${parent}.${name}`;
  switch (name) {
    case 'exec':
      return exec?.command?.length ? [] : [required(`${field}.command`)];
    case 'httpGet':
      return validateHttpGet(httpGet ?? {}, field);
    case 'tcpSocket':
      return validatePortReference(tcpSocket?.port, `${field}.port`);
    case 'grpc':
      return validatePortReference(grpc?.port, `${field}.port`);
    case 'sleep':
      return validateSleep(sleep?.seconds ?? 0, field, gracePeriod);
  }
}

function validateHttpGet(
  { path, port, scheme, httpHeaders = [] }: HttpGet,
  field: string,
): FieldError[] {
  return [
    ...validateRequired(path, `${field}.path`),
    ...validatePortReference(port, `${field}.port`),
    ...validateRequiredOneOf(scheme, `${field}.scheme`, ['HTTP', 'HTTPS']),
    ...httpHeaders.flatMap(({ name = '' }) =>
      validateByRule(name, `${field}.httpHeaders`, checkHeaderName),
    ),
  ];
}

const checkHeaderName = (name: string): string[] =>
  /^[-A-Za-z0-9]+$/.test(name)
    ? []
    : [
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ];

function validateSleep(
  seconds: number,
  field: string,
  gracePeriod: number | undefined,
): FieldError[] {
  return gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)
    ? []
    : [
        invalid(
          field,
          seconds,
          `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`,
        ),
      ];
}
