import type { V1Container } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import { pullPolicyOf } from '../../graphql/check-image.js';
import { canonical, checkWithin } from '../../graphql/check-quantity.js';
import { refuseIf } from '../../graphql/refused.js';
import { toContainerPorts } from './app.manifest.js';
import type { AppPortInput } from './app-port.input.js';
import { mergeEnv, toPlainEnv } from './env-change.js';
import {
  defaultReadiness,
  isDerivedReadiness,
  withProbes,
} from './probe.manifest.js';
import type { UpdateAppInput } from './update-app.input.js';

type Container = Raw<V1Container>;

/** The app's container with what was asked for changed. A readiness probe that was `given` does not follow the ports. */
export function changeContainer(
  current: Container,
  input: UpdateAppInput,
  given: boolean,
): Container {
  const changed: Container = {
    ...current,
    ...(input.image !== undefined && changeImage(current, input.image)),
    ...(input.command && { command: orNone(input.command) }),
    ...(input.args && { args: orNone(input.args) }),
    ...(input.runAsUser !== undefined && {
      securityContext: {
        ...current.securityContext,
        runAsUser: input.runAsUser,
      },
    }),
    ...((input.setEnv ?? input.unsetEnv) && {
      env: orNone(
        mergeEnv(
          current.env ?? [],
          (input.setEnv ?? []).map(toPlainEnv),
          input.unsetEnv ?? [],
        ),
      ),
    }),
    resources: changeResources(current, input),
  };
  const follows = !given && isDerivedReadiness(current);
  const withPorts = input.ports
    ? changePorts(changed, input.ports, follows)
    : changed;
  return withProbes(withPorts, input.probes);
}

/** The pull policy follows the image as long as it is the one that we derived. */
function changeImage(
  { image = '', imagePullPolicy }: Container,
  wanted: string,
): Partial<Container> {
  const derived = imagePullPolicy === pullPolicyOf(image);
  return {
    image: wanted,
    ...(derived && { imagePullPolicy: pullPolicyOf(wanted) }),
  };
}

/** A memory limit as high as the request follows it, until it is given. */
function changeResources(
  { resources }: Container,
  input: UpdateAppInput,
): Container['resources'] {
  const { requests, limits } = resources ?? {};
  const follows =
    requests?.memory !== undefined && requests.memory === limits?.memory;
  const memoryLimit =
    input.memoryLimit ??
    (follows || !limits?.memory ? input.memory : undefined);
  const wanted = {
    requests: {
      ...requests,
      ...quantities({ cpu: input.cpu, memory: input.memory }),
    },
    limits: {
      ...limits,
      ...quantities({ cpu: input.cpuLimit, memory: memoryLimit }),
    },
  };
  // The field is one that was sent: a higher request may meet a limit from before.
  const cpuField = input.cpuLimit === undefined ? 'cpu' : 'cpuLimit';
  const memoryField =
    input.memoryLimit === undefined ? 'memory' : 'memoryLimit';
  if (input.cpu ?? input.cpuLimit)
    refuseIf(checkWithin(cpuField, wanted.requests.cpu, wanted.limits.cpu));
  if (input.memory ?? input.memoryLimit)
    refuseIf(
      checkWithin(memoryField, wanted.requests.memory, wanted.limits.memory),
    );
  return {
    ...resources,
    ...(Object.keys(wanted.requests).length > 0 && {
      requests: wanted.requests,
    }),
    ...(Object.keys(wanted.limits).length > 0 && { limits: wanted.limits }),
  };
}

/** The readiness probe follows the first port as long as it is the one that we derived. */
function changePorts(
  { readinessProbe, ports: _ports, ...rest }: Container,
  ports: AppPortInput[],
  follows: boolean,
): Container {
  const derived = defaultReadiness(ports).readinessProbe;
  const probe = follows
    ? derived && { ...readinessProbe, ...derived }
    : readinessProbe;
  return {
    ...rest,
    ports: orNone(toContainerPorts(ports)),
    ...(probe && { readinessProbe: probe }),
  };
}

function orNone<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function quantities(
  wish: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wish).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, canonical(text)]],
    ),
  );
}
