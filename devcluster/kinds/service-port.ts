import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalid,
  required,
} from '../api/field-error.js';
import {
  validateByRule,
  validateEach,
  validateRequiredOneOf,
} from './field-validation.js';
import {
  checkLabelName,
  checkPortName,
  checkPortNumber,
  checkQualifiedName,
} from './name-rules.js';
import type { ServicePort, ServiceSpec } from './service-object.js';

const FIELD = 'spec.ports';

/** What is wrong with each port of a service: K7/values. */
export function validateServicePorts(
  ports: readonly ServicePort[],
): FieldError[] {
  const names = new Set<string>();
  return validateEach(ports, FIELD, (port, field) => {
    const { name, protocol, appProtocol, targetPort } = port;
    const isRepeated = name !== undefined && names.has(name);
    if (name) names.add(name);
    return [
      ...(!name && ports.length > 1 ? [required(`${field}.name`)] : []),
      ...(name ? validateByRule(name, `${field}.name`, checkLabelName) : []),
      ...(isRepeated ? [duplicate(`${field}.name`, name)] : []),
      ...validateNumber(port.port ?? 0, `${field}.port`),
      ...validateRequiredOneOf(protocol, `${field}.protocol`, [
        'SCTP',
        'TCP',
        'UDP',
      ]),
      ...(typeof targetPort === 'string'
        ? validateByRule(targetPort, `${field}.targetPort`, checkPortName)
        : validateNumber(targetPort ?? 0, `${field}.targetPort`)),
      ...(appProtocol === undefined
        ? []
        : validateByRule(
            appProtocol,
            `${field}.appProtocol`,
            checkQualifiedName,
          )),
    ];
  });
}

/** What is wrong with ports together, and with their ports on the nodes. */
export function validateServicePortNumbers({
  type,
  ports = [],
}: ServiceSpec): FieldError[] {
  return [
    ...(type === 'ClusterIP'
      ? validateEach(ports, FIELD, ({ nodePort }, field) =>
          nodePort
            ? [
                forbiddenField(
                  `${field}.nodePort`,
                  "may not be used when `type` is 'ClusterIP'",
                ),
              ]
            : [],
        )
      : []),
    ...findRepeated(
      ports,
      ({ nodePort }) => nodePort,
      ({ nodePort }, field) => duplicate(`${field}.nodePort`, nodePort),
    ),
    ...findRepeated(
      ports,
      ({ port = 0 }) => port,
      (port, field) => duplicate(field, toPrinted(port)),
    ),
  ];
}

function findRepeated(
  ports: readonly ServicePort[],
  numberOf: (port: ServicePort) => number | undefined,
  toError: (port: ServicePort, field: string) => FieldError,
): FieldError[] {
  const seen = new Set<string>();
  return validateEach(ports, FIELD, (port, field) => {
    const number = numberOf(port);
    const key = `${port.protocol} ${number}`;
    if (number === undefined || !seen.has(key)) {
      if (number !== undefined) seen.add(key);
      return [];
    }
    return [toError(port, field)];
  });
}

/** The API server prints a key made of a port, under the names of its internal type. */
const toPrinted = ({ protocol, port }: ServicePort) => ({
  Name: '',
  Protocol: protocol,
  AppProtocol: null,
  Port: port,
  TargetPort: 0,
  NodePort: 0,
});

const validateNumber = (port: number, field: string): FieldError[] =>
  checkPortNumber(port).map((message) => invalid(field, port, message));
