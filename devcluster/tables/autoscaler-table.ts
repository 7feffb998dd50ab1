import type { KubeObject } from '../api/kube-object.js';
import { AGE, type Column, column, NAME } from './column.js';
import { UNKNOWN } from './duration.js';
import { NONE, toFirstFew, UNSET } from './text-cells.js';

interface Amounts {
  value?: string;
  averageValue?: string;
  averageUtilization?: number;
}

interface MetricSource {
  name?: string;
  target?: Amounts;
  current?: Amounts;
}

type SourceName =
  'external' | 'pods' | 'object' | 'resource' | 'containerResource';

type Metric = { type?: string } & { [name in SourceName]?: MetricSource };

interface Autoscaler extends KubeObject {
  spec?: {
    scaleTargetRef?: { kind: string; name: string };
    minReplicas?: number;
    maxReplicas?: number;
    metrics?: readonly Metric[];
  };
  status?: { currentReplicas?: number; currentMetrics?: readonly Metric[] };
}

const SOURCES: Readonly<Record<string, SourceName>> = {
  External: 'external',
  Pods: 'pods',
  Object: 'object',
  Resource: 'resource',
  ContainerResource: 'containerResource',
};
const MOST_METRICS = 2;

export const AUTOSCALER_COLUMNS: readonly Column<Autoscaler>[] = [
  NAME,
  column('Reference', ({ spec }) => {
    const { kind = '', name = '' } = spec?.scaleTargetRef ?? {};
    return `${kind}/${name}`;
  }),
  column('Targets', toTargets),
  column('MinPods', ({ spec }) => String(spec?.minReplicas ?? UNSET)),
  column('MaxPods', ({ spec }) => spec?.maxReplicas ?? 0),
  column('Replicas', ({ status }) => status?.currentReplicas ?? 0),
  AGE,
];

function toTargets({ spec, status }: Autoscaler): string {
  const metrics = spec?.metrics ?? [];
  if (metrics.length === 0) return NONE;
  const texts = metrics.map((metric, index) =>
    toTarget(metric, status?.currentMetrics?.[index]),
  );
  return toFirstFew(texts, MOST_METRICS, ', ');
}

/** `current/target` of one metric: `cpu: 10%/80%`, `5/10 (avg)`. */
function toTarget(metric: Metric, measured: Metric | undefined): string {
  const source = SOURCES[metric.type ?? ''];
  if (!source) return '<unknown type>';
  const { name, target = {} } = metric[source] ?? {};
  const current = measured?.[source]?.current ?? {};
  const isOfPods = source === 'resource' || source === 'containerResource';
  if (isOfPods && target.averageValue === undefined)
    return `${name}: ${toPercent(current) ?? UNKNOWN}/${toPercent(target) ?? '<auto>'}`;
  if (target.averageValue === undefined)
    return `${current.value ?? UNKNOWN}/${target.value ?? UNKNOWN}`;
  const pair = `${current.averageValue ?? UNKNOWN}/${target.averageValue}`;
  if (isOfPods) return `${name}: ${pair}`;
  // Only pods are an average by their nature.
  return source === 'pods' ? pair : `${pair} (avg)`;
}

function toPercent({ averageUtilization }: Amounts): string | undefined {
  return averageUtilization === undefined
    ? undefined
    : `${averageUtilization}%`;
}
