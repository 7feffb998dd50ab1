import {
  checkDistinctPorts,
  checkPortName,
  checkPortNumber,
  checkProtocol,
} from '../../graphql/port-protocol.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import { Exposure } from './app.type.js';
import type { AppPortInput } from './app-port.input.js';
import { defaultPortName } from './app-ports.js';

/** The ports of an app, one by one and together. */
export function checkAppPorts(ports: AppPortInput[]): UserError[] {
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
  const named = ports.map(({ name, port, protocol }) => ({
    name: name ?? defaultPortName(protocol, port),
    port,
    protocol,
  }));
  return [
    ...errors,
    ...checkDistinctPorts(named),
    ...checkNodePorts(ports),
    ...mixed,
  ];
}

function checkNodePorts(ports: AppPortInput[]): UserError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ nodePort, protocol }, index) => {
    if (nodePort === undefined) return [];
    const key = `${protocol} ${nodePort}`;
    const repeated = seen.has(key);
    seen.add(key);
    return repeated
      ? [
          invalid(
            ['ports', index, 'nodePort'],
            `The node port ${key} is given twice.`,
          ),
        ]
      : [];
  });
}
