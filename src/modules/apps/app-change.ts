import type { V1PodTemplateSpec } from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { isReservedLabel } from '../../graphql/check-labels.js';
import { toLabels } from '../../graphql/label.type.js';
import { isExposed } from './app.manifest.js';
import type { AppPortInput } from './app-port.input.js';
import { changeContainer } from './container-change.js';
import { changeFirst, changeTemplate } from './template-change.js';
import { refuseUnsupported } from './unsupported.js';
import type { UpdateAppInput } from './update-app.input.js';
import type { RawWorkload } from './workload.js';

type Template = Raw<V1PodTemplateSpec>;

/** A workload with what was asked for changed and nothing else. */
export function changeWorkload<R extends RawWorkload>(
  current: R,
  input: UpdateAppInput,
  changedBy: string,
): R {
  if (input.paused !== undefined)
    refuseUnsupported(
      current,
      'be paused: it has no rollout. Its running pods stay as they are anyway',
      'paused',
    );
  const given =
    current.metadata?.annotations?.[ANNOTATIONS.readiness] === 'given';
  const workload: R = {
    ...current,
    metadata: changeMetadata(current, input),
    spec: {
      ...current.spec,
      ...(input.replicas !== undefined && { replicas: input.replicas }),
      // Absent is how the cluster writes "not paused".
      ...(input.paused !== undefined && { paused: input.paused || undefined }),
    },
  };
  return changeTemplate(workload, changedBy, (template) =>
    changeFirst(changePod(template, input), (container) =>
      changeContainer(container, input, given),
    ),
  );
}

function changeMetadata(
  { metadata }: RawWorkload,
  input: UpdateAppInput,
): RawWorkload['metadata'] {
  return {
    ...metadata,
    ...(input.labels && { labels: changeLabels(metadata, input) }),
    ...(input.probes?.readiness && {
      annotations: {
        ...metadata?.annotations,
        [ANNOTATIONS.readiness]: 'given',
      },
    }),
  };
}

function changePod(template: Template, input: UpdateAppInput): Template {
  const { imagePullSecrets: names, ports } = input;
  if (!template.spec) return template;
  const pullSecrets = names?.map((name) => ({ name }));
  return {
    ...template,
    ...(ports && {
      metadata: {
        ...template.metadata,
        labels: changeExposed(template, ports),
      },
    }),
    spec: {
      ...template.spec,
      ...(pullSecrets && {
        imagePullSecrets: pullSecrets.length > 0 ? pullSecrets : undefined,
      }),
    },
  };
}

function changeExposed(
  template: Template,
  ports: AppPortInput[],
): Record<string, string> {
  const { [LABELS.exposed]: _exposed, ...labels } =
    template.metadata?.labels ?? {};
  return { ...labels, ...(isExposed(ports) && { [LABELS.exposed]: 'true' }) };
}

function changeLabels(
  metadata: RawWorkload['metadata'],
  { labels }: UpdateAppInput,
): Record<string, string> {
  const kept = Object.entries(metadata?.labels ?? {}).filter(
    ([key]) => isReservedLabel(key) || key === LABELS.name,
  );
  return { ...toLabels(labels), ...Object.fromEntries(kept) };
}
