import { checkImage } from '../../graphql/check-image.js';
import { checkLabels } from '../../graphql/check-labels.js';
import { checkDns1035Label, checkSubdomain } from '../../graphql/check-name.js';
import {
  checkCpu,
  checkMemory,
  checkWithin,
} from '../../graphql/check-quantity.js';
import { checkEnv } from '../../graphql/env-var.input.js';
import {
  checkDistinctPorts,
  checkPortName,
  checkPortNumber,
  checkProtocol,
} from '../../graphql/port-protocol.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import { checkRunAsUser } from '../pods/pod.input.js';
import type {
  AppPortInput,
  CreateAppInput,
  UpdateAppInput,
} from './app.input.js';
import { Exposure } from './app.type.js';

const LONGEST_NAME = 52;
const MOST_REPLICAS = 10_000;

/** A wish for an app, field by field. */
export function checkCreateApp(input: CreateAppInput): UserError[] {
  return [
    ...checkDns1035Label(['name'], input.name, LONGEST_NAME),
    ...checkContent(input),
    ...checkEnv(input.env),
  ];
}

/** A change of an app, field by field; a name that is set and unset at once is refused. */
export function checkUpdateApp(input: UpdateAppInput): UserError[] {
  const set = new Set(input.setEnv?.map(({ name }) => name));
  const both = (input.unsetEnv ?? []).flatMap((name, index) =>
    set.has(name)
      ? [
          invalid(
            ['unsetEnv', index],
            `The variable "${name}" is set and unset at once: say one of them.`,
          ),
        ]
      : [],
  );
  return [...checkContent(input), ...checkEnv(input.setEnv, 'setEnv'), ...both];
}

/** A number of pods. */
export function checkReplicas(replicas: number | undefined): UserError[] {
  if (replicas === undefined || (replicas >= 0 && replicas <= MOST_REPLICAS))
    return [];
  return [
    invalid(
      ['replicas'],
      `${replicas} is not a possible number of replicas: 0 to ${MOST_REPLICAS}.`,
    ),
  ];
}

function checkContent(input: CreateAppInput | UpdateAppInput): UserError[] {
  return [
    ...checkImage(input.image),
    ...checkSizes(input),
    ...checkReplicas(input.replicas),
    ...checkPorts(input.ports ?? []),
    ...checkLabels(input.labels),
    ...checkRunAsUser(input.runAsUser),
    ...(input.imagePullSecrets ?? []).flatMap((name, index) =>
      checkSubdomain(['imagePullSecrets', index], name),
    ),
  ];
}

function checkSizes({
  cpu,
  memory,
  cpuLimit,
  memoryLimit,
}: CreateAppInput | UpdateAppInput): UserError[] {
  const errors = [
    ...checkCpu('cpu', cpu),
    ...checkMemory('memory', memory),
    ...checkCpu('cpuLimit', cpuLimit),
    ...checkMemory('memoryLimit', memoryLimit),
  ];
  if (errors.length > 0) return errors;
  return [
    ...checkWithin('cpuLimit', cpu, cpuLimit),
    ...checkWithin('memoryLimit', memory, memoryLimit),
  ];
}

function checkPorts(ports: AppPortInput[]): UserError[] {
  const exposures = new Set(
    ports
      .map(({ exposure }) => exposure)
      .filter((exposure) => exposure !== Exposure.NONE),
  );
  const mixed =
    exposures.size > 1
      ? [
          invalid(
            ['ports'],
            `The exposed ports of an app share one Service and so one exposure, not ${[...exposures].join(' and ')}. Use createService for a second one.`,
          ),
        ]
      : [];
  const errors = ports.flatMap(
    ({ name, port, targetPort, protocol, exposure, nodePort }, index) => [
      ...checkPortNumber(['ports', index, 'port'], port),
      ...checkPortNumber(['ports', index, 'targetPort'], targetPort),
      ...checkPortName(['ports', index, 'name'], name),
      ...checkProtocol(['ports', index, 'protocol'], protocol),
      ...checkPortNumber(['ports', index, 'nodePort'], nodePort),
      ...(nodePort !== undefined &&
      exposure !== Exposure.NODE_PORT &&
      exposure !== Exposure.LOAD_BALANCER
        ? [
            invalid(
              ['ports', index, 'nodePort'],
              'A nodePort needs the exposure NODE_PORT or LOAD_BALANCER.',
            ),
          ]
        : []),
    ],
  );
  return [...errors, ...checkDistinctPorts(ports), ...mixed];
}
