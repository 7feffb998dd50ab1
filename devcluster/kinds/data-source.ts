import { type FieldError, invalid, required } from '../api/field-error.js';
import { validateByRule } from './field-validation.js';
import { checkSubdomainName } from './name-rules.js';

/** What the content of a new volume comes from. */
export interface DataSource {
  apiGroup?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

interface Sources {
  dataSource?: DataSource;
  dataSourceRef?: DataSource;
}

const CLAIM = 'PersistentVolumeClaim';

/** The older and the newer field say the same, where one can be told from the other. */
export function fillDataSource(spec: Sources, old: Sources = {}): void {
  // Sources in other namespaces are a feature that is off.
  if (spec.dataSourceRef?.namespace) delete spec.dataSourceRef;
  const isNew = !old.dataSource && !old.dataSourceRef;
  if (isNew && !spec.dataSourceRef && !isKnown(spec.dataSource))
    delete spec.dataSource;
  if (spec.dataSource) spec.dataSourceRef ??= { ...spec.dataSource };
  else if (spec.dataSourceRef) spec.dataSource = { ...spec.dataSourceRef };
}

/** What is wrong with the sources of a claim. */
export function validateDataSources({
  dataSource,
  dataSourceRef,
}: Sources): FieldError[] {
  return [
    ...validateSource(dataSource, 'spec.dataSource'),
    ...validateSource(dataSourceRef, 'spec.dataSourceRef'),
    ...validateAgreement(dataSource, dataSourceRef),
  ];
}

function validateSource(
  source: DataSource | undefined,
  field: string,
): FieldError[] {
  if (!source) return [];
  const { apiGroup, kind, name } = source;
  return [
    ...(name ? [] : [required(`${field}.name`)]),
    ...(kind ? [] : [required(`${field}.kind`)]),
    ...(!apiGroup && kind !== CLAIM
      ? [
          invalid(
            field,
            kind ?? '',
            `must be '${CLAIM}' when referencing the default apiGroup`,
          ),
        ]
      : []),
    ...(apiGroup
      ? validateByRule(apiGroup, `${field}.apiGroup`, checkSubdomainName)
      : []),
  ];
}

function validateAgreement(
  source: DataSource | undefined,
  reference: DataSource | undefined,
): FieldError[] {
  if (!source || !reference) return [];
  const isSame = (['apiGroup', 'kind', 'name'] as const).every(
    (key) => source[key] === reference[key],
  );
  // The API server prints a path as the value, which is an empty object in JSON.
  return isSame ? [] : [invalid('spec', {}, 'must match dataSourceRef')];
}

const isKnown = (source: DataSource | undefined): boolean =>
  (source?.kind === CLAIM && !source.apiGroup) ||
  (source?.kind === 'VolumeSnapshot' &&
    source.apiGroup === 'snapshot.storage.k8s.io');
