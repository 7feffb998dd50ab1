import { checkPortNumber } from '../../graphql/port-protocol.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import type { ProbeInput, ProbesInput } from './probe.input.js';

const LEAST = {
  periodSeconds: 1,
  timeoutSeconds: 1,
  failureThreshold: 1,
  initialDelaySeconds: 0,
} as const;

/** Probes, field by field; each has exactly one way to ask. */
export function checkProbes(probes: ProbesInput | undefined): UserError[] {
  const { readiness, liveness, startup } = probes ?? {};
  return Object.entries({ readiness, liveness, startup }).flatMap(
    ([name, probe]) => (probe ? checkProbe(['probes', name], probe) : []),
  );
}

function checkProbe(path: string[], probe: ProbeInput): UserError[] {
  return [
    ...checkOneWay(path, probe),
    ...checkWay(path, probe),
    ...Object.entries(LEAST).flatMap(([name, least]) => {
      const value = probe[name as keyof typeof LEAST];
      return value >= least
        ? []
        : [
            invalid(
              [...path, name],
              `${value} is not possible here: ${least} or more.`,
            ),
          ];
    }),
  ];
}

function checkOneWay(
  path: string[],
  { http, tcp, exec, disabled }: ProbeInput,
): UserError[] {
  const given = Object.entries({ http, tcp, exec, disabled }).flatMap(
    ([name, value]) => (value ? [name] : []),
  );
  if (given.length === 1) return [];
  return [
    invalid(
      path,
      `A probe needs exactly one of http, tcp, exec and disabled: true, not ${given.length === 0 ? 'none' : given.join(' and ')}.`,
    ),
  ];
}

function checkWay(
  path: string[],
  { http, tcp, exec }: ProbeInput,
): UserError[] {
  return [
    ...(http && !http.path.startsWith('/')
      ? [
          invalid(
            [...path, 'http', 'path'],
            `"${http.path}" is not a path: begin it with "/".`,
          ),
        ]
      : []),
    ...checkPortNumber([...path, 'http', 'port'], http?.port),
    ...checkPortNumber([...path, 'tcp', 'port'], tcp?.port),
    ...(exec && !exec.command[0]
      ? [
          invalid(
            [...path, 'exec', 'command'],
            'The command is empty: name a program of the image, then its arguments.',
          ),
        ]
      : []),
  ];
}
