import type {
  V1Container,
  V1EnvVar,
  V1PodTemplateSpec,
} from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { pullPolicyOf } from '../../graphql/check-image.js';
import { isReservedLabel } from '../../graphql/check-labels.js';
import { canonical, checkWithin } from '../../graphql/check-quantity.js';
import { type EnvVarInput, escapeEnv } from '../../graphql/env-var.input.js';
import { toLabels } from '../../graphql/label.type.js';
import { refuseIf } from '../../graphql/refused.js';
import type { UpdateAppInput } from './app.input.js';
import {
  defaultReadiness,
  isExposed,
  toContainerPorts,
  withTemplateHash,
} from './app.manifest.js';
import type { RawWorkload } from './workload.js';

type Template = Raw<V1PodTemplateSpec>;
type Container = Raw<V1Container>;

/** A workload with what was asked for changed and nothing else. Who changed it is written only when the pod template changes. */
export function changeWorkload<R extends RawWorkload>(
  current: R,
  input: UpdateAppInput,
  changedBy: string,
): R {
  const template = current.spec?.template ?? {};
  const wanted = changeTemplate(template, input);
  const changed = JSON.stringify(wanted) !== JSON.stringify(template);
  return {
    ...current,
    metadata: {
      ...current.metadata,
      ...(input.labels && { labels: changeLabels(current, input) }),
    },
    spec: {
      ...current.spec,
      ...(input.replicas === undefined ? {} : { replicas: input.replicas }),
      template: changed ? sign(current, wanted, changedBy) : template,
    },
  };
}

function sign(
  current: RawWorkload,
  template: Template,
  changedBy: string,
): Template {
  const annotations = {
    ...template.metadata?.annotations,
    [ANNOTATIONS.changedBy]: changedBy,
  };
  const signed = {
    ...template,
    metadata: { ...template.metadata, annotations },
  };
  return current.kind === 'ReplicationController'
    ? withTemplateHash(signed)
    : signed;
}

function changeTemplate(template: Template, input: UpdateAppInput): Template {
  const [first, ...others] = template.spec?.containers ?? [];
  if (!template.spec || !first) return template;
  return {
    ...template,
    ...(input.ports && {
      metadata: {
        ...template.metadata,
        labels: changeExposed(template, input.ports),
      },
    }),
    spec: {
      ...template.spec,
      ...(input.imagePullSecrets && {
        imagePullSecrets: input.imagePullSecrets.map((name) => ({ name })),
      }),
      containers: [changeContainer(first, input), ...others],
    },
  };
}

function changeContainer(current: Container, input: UpdateAppInput): Container {
  const changed: Container = { ...current };
  if (input.image !== undefined)
    Object.assign(changed, changeImage(current, input.image));
  if (input.command)
    changed.command = input.command.length > 0 ? input.command : undefined;
  if (input.args) changed.args = input.args.length > 0 ? input.args : undefined;
  if (input.runAsUser !== undefined)
    changed.securityContext = {
      ...current.securityContext,
      runAsUser: input.runAsUser,
    };
  if (input.setEnv || input.unsetEnv)
    changed.env = changeEnv(
      current.env ?? [],
      input.setEnv ?? [],
      input.unsetEnv ?? [],
    );
  changed.resources = changeResources(current, input);
  return input.ports ? changePorts(changed, current, input.ports) : changed;
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
  refuseIf([
    ...checkWithin('cpuLimit', wanted.requests.cpu, wanted.limits.cpu),
    ...checkWithin('memoryLimit', wanted.requests.memory, wanted.limits.memory),
  ]);
  return {
    ...resources,
    ...(Object.keys(wanted.requests).length > 0 && {
      requests: wanted.requests,
    }),
    ...(Object.keys(wanted.limits).length > 0 && { limits: wanted.limits }),
  };
}

function changeEnv(
  current: Raw<V1EnvVar>[],
  set: EnvVarInput[],
  unset: string[],
): Raw<V1EnvVar>[] {
  const values = new Map(
    set.map(({ name, value }) => [name, escapeEnv(value)]),
  );
  const kept = current
    .filter(({ name }) => !unset.includes(name))
    .map((each) =>
      values.has(each.name)
        ? { name: each.name, value: values.get(each.name) }
        : each,
    );
  const added = set.filter(
    ({ name }) => !current.some((each) => each.name === name),
  );
  return [
    ...kept,
    ...added.map(({ name, value }) => ({ name, value: escapeEnv(value) })),
  ];
}

/** The readiness probe follows the first port as long as it is the one that we derived. */
function changePorts(
  changed: Container,
  before: Container,
  ports: NonNullable<UpdateAppInput['ports']>,
): Container {
  const wanted = toContainerPorts(ports);
  const derived =
    !before.readinessProbe ||
    before.readinessProbe.tcpSocket?.port === before.ports?.[0]?.containerPort;
  const { readinessProbe, ports: _ports, ...rest } = changed;
  const probe = derived
    ? defaultReadiness(ports).readinessProbe
    : readinessProbe;
  return {
    ...rest,
    ...(wanted.length > 0 && { ports: wanted }),
    ...(probe && { readinessProbe: { ...readinessProbe, ...probe } }),
  };
}

function changeExposed(
  template: Template,
  ports: NonNullable<UpdateAppInput['ports']>,
): Record<string, string> {
  const { [LABELS.exposed]: _exposed, ...labels } =
    template.metadata?.labels ?? {};
  return { ...labels, ...(isExposed(ports) && { [LABELS.exposed]: 'true' }) };
}

function changeLabels(
  { metadata }: RawWorkload,
  { labels }: UpdateAppInput,
): Record<string, string> {
  const kept = Object.entries(metadata?.labels ?? {}).filter(
    ([key]) => isReservedLabel(key) || key === LABELS.name,
  );
  return { ...toLabels(labels), ...Object.fromEntries(kept) };
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
