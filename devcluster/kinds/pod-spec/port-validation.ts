import type { FieldError } from '../../api/field-error.js';
import { duplicate, invalid, required } from '../../api/field-error.js';
import {
  validateByRule,
  validateEach,
  validateRequiredOneOf,
} from '../field-validation.js';
import { checkPortName, checkPortNumber } from '../name-rules.js';
import type { ContainerPort, ContainerSpec } from './container-spec.js';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** The ports of one container: K2/ports. */
export function validateContainerPorts(
  ports: ContainerPort[] | undefined,
  field: string,
): FieldError[] {
  const names = new Set<string>();
  return validateEach(ports, field, (port, portField) => [
    ...validateName(port.name, `${portField}.name`, names),
    ...(port.containerPort
      ? validatePortNumber(port.containerPort, `${portField}.containerPort`)
      : [required(`${portField}.containerPort`)]),
    ...(port.hostPort
      ? validatePortNumber(port.hostPort, `${portField}.hostPort`)
      : []),
    ...validateRequiredOneOf(port.protocol, `${portField}.protocol`, PROTOCOLS),
  ]);
}

function validateName(
  name: string | undefined,
  field: string,
  names: Set<string>,
): FieldError[] {
  if (!name) return [];
  const errors = validateByRule(name, field, checkPortName);
  if (errors.length) return errors;
  if (names.has(name)) return [duplicate(field, name)];
  names.add(name);
  return [];
}

const validatePortNumber = (port: number, field: string): FieldError[] =>
  checkPortNumber(port).map((message) => invalid(field, port, message));

/** A port by number or by name, as probes have it. */
export function validatePortReference(
  port: number | string | undefined,
  field: string,
): FieldError[] {
  return typeof port === 'string'
    ? validateByRule(port, field, checkPortName)
    : validatePortNumber(port ?? 0, field);
}

/** No two containers that run at the same time want the same port of the node. */
export function validateHostPorts(
  containers: readonly ContainerSpec[],
  field: string,
): FieldError[] {
  const taken = new Set<string>();
  return validateEach(containers, field, ({ ports }, containerField) =>
    validateEach(ports, `${containerField}.ports`, (port, portField) => {
      if (!port.hostPort) return [];
      const text = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort}`;
      if (taken.has(text)) return [duplicate(`${portField}.hostPort`, text)];
      taken.add(text);
      return [];
    }),
  );
}
