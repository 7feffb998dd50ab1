import { type FieldError, invalid, required } from '../api/field-error.js';
import { validateByRule } from './field-validation.js';
import { checkLabelName, checkSubdomainName } from './name-rules.js';

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
  const isNew = !old.dataSource && !old.dataSourceRef;
  if (isNew && !spec.dataSourceRef && !isKnown(spec.dataSource))
    delete spec.dataSource;
  if (spec.dataSource) spec.dataSourceRef ??= { ...spec.dataSource };
  else if (spec.dataSourceRef && !spec.dataSourceRef.namespace)
    spec.dataSource = { ...spec.dataSourceRef };
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
  const { apiGroup, kind, name, namespace } = source;
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
    ...(namespace
      ? validateByRule(namespace, `${field}.namespace`, checkLabelName)
      : []),
  ];
}

function validateAgreement(
  source: DataSource | undefined,
  reference: DataSource | undefined,
): FieldError[] {
  if (!source || !reference) return [];
  // The API server prints the path itself as the value, which is an empty object in JSON.
  if (reference.namespace)
    return [
      invalid(
        'spec',
        {},
        'may not be specified when dataSourceRef.namespace is specified',
      ),
    ];
  const isSame = (['apiGroup', 'kind', 'name'] as const).every(
    (key) => source[key] === reference[key],
  );
  return isSame ? [] : [invalid('spec', {}, 'must match dataSourceRef')];
}

const isKnown = (source: DataSource | undefined): boolean =>
  (source?.kind === CLAIM && !source.apiGroup) ||
  (source?.kind === 'VolumeSnapshot' &&
    source.apiGroup === 'snapshot.storage.k8s.io');
