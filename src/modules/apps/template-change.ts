import type { V1Container, V1PodTemplateSpec } from '@kubernetes/client-node';

import { sameJson } from '../../lib/json-diff.js';
import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { withTemplateHash } from './template-hash.js';
import type { RawWorkload } from './workload.js';

type Template = Raw<V1PodTemplateSpec>;

/** A workload with another pod template. Who changed it is written only when the template does change. */
export function changeTemplate<R extends RawWorkload>(
  workload: R,
  changedBy: string,
  change: (template: Template) => Template,
): R {
  const template = workload.spec?.template ?? {};
  const wanted = change(template);
  if (sameJson(wanted, template)) return workload;
  const signed = withAnnotations(wanted, {
    [ANNOTATIONS.changedBy]: changedBy,
  });
  const isController = workload.kind === 'ReplicationController';
  return {
    ...workload,
    spec: {
      ...workload.spec,
      template: isController ? withTemplateHash(signed) : signed,
    },
  };
}

/** A template with more annotations. */
export function withAnnotations(
  template: Template,
  annotations: Record<string, string>,
): Template {
  return {
    ...template,
    metadata: {
      ...template.metadata,
      annotations: { ...template.metadata?.annotations, ...annotations },
    },
  };
}

/** A template with its first container, the app's, changed. */
export function changeFirst(
  template: Template,
  change: (container: Raw<V1Container>) => Raw<V1Container>,
): Template {
  const [first, ...others] = template.spec?.containers ?? [];
  if (!template.spec || !first) return template;
  return {
    ...template,
    spec: { ...template.spec, containers: [change(first), ...others] },
  };
}
