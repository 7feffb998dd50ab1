import { checkLabels } from '../../graphql/check-labels.js';
import { checkDns1035Label, checkSubdomain } from '../../graphql/check-name.js';
import type { LabelInput } from '../../graphql/label.type.js';
import {
  checkDistinctPorts,
  checkPortName,
  checkPortNumber,
  checkProtocol,
} from '../../graphql/port-protocol.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import type {
  CreateServiceInput,
  ServicePortInput,
  UpdateServiceInput,
} from './service.input.js';
import { ServiceType } from './service.type.js';

/** A wish for a service, field by field. */
export function checkCreateService(input: CreateServiceInput): UserError[] {
  return [
    ...checkDns1035Label(['name'], input.name),
    ...checkType(input.type),
    ...(input.type === ServiceType.EXTERNAL_NAME
      ? checkExternal(input)
      : checkBehind(input)),
    ...checkPorts(input.ports, input.type),
    ...checkSelector(input.selector),
    ...checkLabels(input.labels),
  ];
}

/** A change of a service. */
export function checkUpdateService(input: UpdateServiceInput): UserError[] {
  return [
    ...checkType(input.type),
    ...(input.type === ServiceType.EXTERNAL_NAME
      ? [
          invalid(
            ['type'],
            'A service cannot become an EXTERNAL_NAME here: delete it and create one.',
          ),
        ]
      : []),
    ...(input.ports?.length === 0
      ? [
          invalid(
            ['ports'],
            'A service needs at least one port. To end it, use deleteService.',
          ),
        ]
      : []),
    ...checkPorts(input.ports ?? [], input.type),
    ...checkSelector(input.selector),
    ...checkLabels(input.labels),
  ];
}

function checkType(type: ServiceType | undefined): UserError[] {
  if (type !== ServiceType.UNKNOWN) return [];
  return [
    invalid(
      ['type'],
      'UNKNOWN is not a type to ask for: use CLUSTER_IP, NODE_PORT, LOAD_BALANCER or EXTERNAL_NAME.',
    ),
  ];
}

function checkExternal({
  externalName,
  app,
  selector,
}: CreateServiceInput): UserError[] {
  if (externalName === undefined)
    return [
      invalid(
        ['externalName'],
        'An EXTERNAL_NAME service needs the name of the host outside.',
      ),
    ];
  if (app !== undefined || selector !== undefined) {
    return [
      invalid(
        [app === undefined ? 'selector' : 'app'],
        'An EXTERNAL_NAME service has no pods behind it: leave app and selector out.',
      ),
    ];
  }
  return checkSubdomain(['externalName'], externalName);
}

function checkBehind({
  externalName,
  app,
  selector,
  ports,
}: CreateServiceInput): UserError[] {
  if (externalName !== undefined)
    return [
      invalid(
        ['externalName'],
        'externalName is for the type EXTERNAL_NAME only.',
      ),
    ];
  if ((app === undefined) === (selector === undefined)) {
    return [
      invalid(
        ['app'],
        'Say whose pods stand behind it: either app or selector, not both.',
      ),
    ];
  }
  return ports.length === 0
    ? [invalid(['ports'], 'A service needs at least one port.')]
    : [];
}

function checkPorts(
  ports: ServicePortInput[],
  type: ServiceType | undefined,
): UserError[] {
  const several = ports.length > 1;
  const errors = ports.flatMap(
    ({ name, port, targetPort, protocol, nodePort }, index) => [
      ...checkPortNumber(['ports', index, 'port'], port),
      ...checkPortName(['ports', index, 'name'], name),
      ...(several && name === undefined
        ? [
            invalid(
              ['ports', index, 'name'],
              'Each of several ports needs a name.',
            ),
          ]
        : []),
      ...checkTargetPort(['ports', index, 'targetPort'], targetPort),
      ...checkProtocol(['ports', index, 'protocol'], protocol),
      ...checkPortNumber(['ports', index, 'nodePort'], nodePort),
    ],
  );
  const inside =
    type === ServiceType.CLUSTER_IP || type === ServiceType.EXTERNAL_NAME;
  return [
    ...errors,
    ...(inside ? checkNoNodePorts(ports) : []),
    ...checkDistinctPorts(ports),
  ];
}

/** Ports of a service that is not open to the outside. */
export function checkNoNodePorts(
  ports: readonly ServicePortInput[],
): UserError[] {
  return ports.flatMap(({ nodePort }, index) =>
    nodePort === undefined
      ? []
      : [
          invalid(
            ['ports', index, 'nodePort'],
            'A nodePort needs the type NODE_PORT or LOAD_BALANCER.',
          ),
        ],
  );
}

function checkTargetPort(
  field: (string | number)[],
  target: string | undefined,
): UserError[] {
  if (target === undefined) return [];
  return /^\d+$/.test(target)
    ? checkPortNumber(field, Number(target))
    : checkPortName(field, target);
}

/** A selector may use the reserved labels: that is how it picks the pods of an app. */
function checkSelector(selector: LabelInput[] | undefined): UserError[] {
  if (selector?.length === 0)
    return [
      invalid(
        ['selector'],
        'An empty selector picks no pods: give at least one label.',
      ),
    ];
  return checkLabels(selector, 'selector', true).filter(
    ({ message }) => !message.includes('is reserved'),
  );
}
