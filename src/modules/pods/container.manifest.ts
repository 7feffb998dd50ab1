import type {
  V1Container,
  V1PodSpec,
  V1ResourceRequirements,
} from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import { pullPolicyOf } from '../../graphql/check-image.js';
import { canonical } from '../../graphql/check-quantity.js';
import { type EnvVarInput, escapeEnv } from '../../graphql/env-var.input.js';

/** What the inputs of pods and apps have in common. */
export interface ContainerWish {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  cpu?: string;
  memory?: string;
  cpuLimit?: string;
  memoryLimit?: string;
  ports: { name?: string; containerPort: number; protocol: string }[];
  env?: EnvVarInput[];
  runAsUser?: number;
}

/** A container that fits pod security "restricted" whenever its image does. */
export function toContainer(wish: ContainerWish): Raw<V1Container> {
  return {
    name: wish.name,
    image: wish.image,
    imagePullPolicy: pullPolicyOf(wish.image),
    ...(wish.command === undefined ? {} : { command: wish.command }),
    ...(wish.args === undefined ? {} : { args: wish.args }),
    ...(wish.ports.length === 0 ? {} : { ports: wish.ports }),
    ...(wish.env === undefined
      ? {}
      : {
          env: wish.env.map(({ name, value }) => ({
            name,
            value: escapeEnv(value),
          })),
        }),
    resources: toResources(wish),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      ...(wish.runAsUser === undefined ? {} : { runAsUser: wish.runAsUser }),
    },
  };
}

/** Requests as asked; a memory limit as high as the request unless given, a CPU limit only when given. */
export function toResources({
  cpu,
  memory,
  cpuLimit,
  memoryLimit,
}: Pick<
  ContainerWish,
  'cpu' | 'memory' | 'cpuLimit' | 'memoryLimit'
>): Raw<V1ResourceRequirements> {
  const requests = quantities({ cpu, memory });
  const limits = quantities({ cpu: cpuLimit, memory: memoryLimit ?? memory });
  return { ...(requests && { requests }), ...(limits && { limits }) };
}

/** The pod-wide half of pod security; running as root is forbidden where the tenant says so. */
export function toPodSecurity(
  forbidRoot: boolean,
): Pick<
  Raw<V1PodSpec>,
  'automountServiceAccountToken' | 'enableServiceLinks' | 'securityContext'
> {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      ...(forbidRoot && { runAsNonRoot: true }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

function quantities(
  wish: Record<string, string | undefined>,
): Record<string, string> | undefined {
  const given = Object.entries(wish).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, canonical(text)] as const],
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
