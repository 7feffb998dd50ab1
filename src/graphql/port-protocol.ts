import { registerEnumType } from 'type-graphql';

import { invalid, type UserError } from './user-error.type.js';

export enum PortProtocol {
  TCP = 'TCP',
  UDP = 'UDP',
  SCTP = 'SCTP',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(PortProtocol, {
  name: 'PortProtocol',
  description: 'Protocol of a port.',
  valuesConfig: {
    TCP: { description: 'The usual one.' },
    UDP: { description: 'Datagrams.' },
    SCTP: { description: 'Stream control transmission protocol.' },
    UNKNOWN: { description: 'A word of a newer Kubernetes. Never an input.' },
  },
});

/** A protocol as the API answers it; absent is TCP. */
export function fromProtocol(protocol: string | undefined): PortProtocol {
  return (
    Object.values(PortProtocol).find(
      (known) => known === (protocol ?? 'TCP'),
    ) ?? PortProtocol.UNKNOWN
  );
}

/** A port number, 1 to 65535. */
export function checkPortNumber(
  field: (string | number)[],
  port: number | undefined,
): UserError[] {
  if (port === undefined || (port >= 1 && port <= 65_535)) return [];
  return [
    invalid(field, `${port} is not a port: ports are numbers from 1 to 65535.`),
  ];
}

/** A port's name: at most 15 lower-case letters, digits and single dashes, a letter among them. */
export function checkPortName(
  field: (string | number)[],
  name: string | undefined,
): UserError[] {
  if (name === undefined) return [];
  if (
    name.length <= 15 &&
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) &&
    /[a-z]/.test(name)
  )
    return [];
  return [
    invalid(
      field,
      `"${name}" is not a possible name of a port: at most 15 lower-case letters, digits and single dashes, at least one letter.`,
    ),
  ];
}

/** UNKNOWN is an answer only. */
export function checkProtocol(
  field: (string | number)[],
  protocol: PortProtocol,
): UserError[] {
  return protocol === PortProtocol.UNKNOWN
    ? [
        invalid(
          field,
          'UNKNOWN is not a protocol to ask for: use TCP, UDP or SCTP.',
        ),
      ]
    : [];
}

/** Two ports of one object must not be the same, nor have the same name. */
export function checkDistinctPorts(
  ports: readonly { name?: string; port: number; protocol: PortProtocol }[],
  field = 'ports',
): UserError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ name, port, protocol }, index) => {
    const keys = [
      `${protocol} ${port}`,
      ...(name === undefined ? [] : [`the name "${name}"`]),
    ];
    const repeated = keys.filter((key) => seen.has(key));
    keys.forEach((key) => seen.add(key));
    return repeated.map((key) =>
      invalid([field, index], `Two ports are the same: ${key} is given twice.`),
    );
  });
}
