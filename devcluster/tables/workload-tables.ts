import type { KubeObject } from '../api/kube-object.js';
import type { LabelSelector } from '../kinds/label-selector.js';
import { toSelectorText } from '../kinds/selector-text.js';
import {
  AGE,
  type Column,
  column,
  integerColumn,
  NAME,
  wideColumn,
} from './column.js';
import {
  toContainersCell,
  toLabelsCell,
  toSelectorCell,
} from './text-cells.js';

interface Template {
  metadata?: { labels?: Record<string, string> };
  spec?: { containers?: readonly { name?: string; image?: string }[] };
}

interface Workload<Selector> extends KubeObject {
  spec?: { replicas?: number; selector?: Selector; template?: Template };
  status?: {
    replicas?: number;
    readyReplicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
  };
}

type Replicator = Workload<LabelSelector>;
type ReplicationController = Workload<Record<string, string>>;

interface Scale extends KubeObject {
  spec?: { replicas?: number };
  status?: { replicas?: number };
}

interface PodTemplate extends KubeObject {
  template?: Template;
}

const containersOf = (template: Template | undefined) =>
  template?.spec?.containers;

const CONTAINERS = wideColumn('Containers', ({ spec }: Workload<unknown>) =>
  toContainersCell(containersOf(spec?.template), 'name'),
);
const IMAGES = wideColumn('Images', ({ spec }: Workload<unknown>) =>
  toContainersCell(containersOf(spec?.template), 'image'),
);

/** What all that keeps a number of pods has in common. */
const REPLICATOR_COLUMNS: readonly Column<Workload<unknown>>[] = [
  NAME,
  integerColumn('Desired', ({ spec }) => spec?.replicas ?? 0),
  integerColumn('Current', ({ status }) => status?.replicas ?? 0),
  integerColumn('Ready', ({ status }) => status?.readyReplicas ?? 0),
  AGE,
  CONTAINERS,
  IMAGES,
];

export const REPLICATION_CONTROLLER_COLUMNS: readonly Column<ReplicationController>[] =
  [
    ...REPLICATOR_COLUMNS,
    wideColumn('Selector', ({ spec }) => toLabelsCell(spec?.selector)),
  ];

export const REPLICA_SET_COLUMNS: readonly Column<Replicator>[] = [
  ...REPLICATOR_COLUMNS,
  wideColumn('Selector', ({ spec }) => toSelectorCell(spec?.selector)),
];

export const DEPLOYMENT_COLUMNS: readonly Column<Replicator>[] = [
  NAME,
  column(
    'Ready',
    ({ spec, status }) =>
      `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
  ),
  column('Up-to-date', ({ status }) => status?.updatedReplicas ?? 0),
  column('Available', ({ status }) => status?.availableReplicas ?? 0),
  AGE,
  CONTAINERS,
  IMAGES,
  wideColumn('Selector', ({ spec }) => toSelectorText(spec?.selector ?? {})),
];

export const POD_TEMPLATE_COLUMNS: readonly Column<PodTemplate>[] = [
  NAME,
  column('Containers', ({ template }) =>
    toContainersCell(containersOf(template), 'name'),
  ),
  column('Images', ({ template }) =>
    toContainersCell(containersOf(template), 'image'),
  ),
  column('Pod Labels', ({ template }) =>
    toLabelsCell(template?.metadata?.labels),
  ),
];

/** Of the subresource that all workloads share. */
export const SCALE_COLUMNS: readonly Column<Scale>[] = [
  // The API server does not mark this name as one.
  { ...NAME, format: '' },
  integerColumn('Desired', ({ spec }) => spec?.replicas ?? 0),
  integerColumn('Available', ({ status }) => status?.replicas ?? 0),
  AGE,
];
