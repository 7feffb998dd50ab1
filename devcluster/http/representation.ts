import { StatusError } from '../api/status-error.js';
import {
  type IncludeObject,
  toIncludeObject,
} from '../tables/include-object.js';

/** The form in which the caller wants the answer. */
export interface Representation {
  isYaml: boolean;
  as: 'object' | 'metadata' | 'table';
  /** What stands in the rows of a table. */
  includeObject: IncludeObject;
}

const META_GROUP = 'meta.k8s.io';

/** Reads the Accept header and takes the first form that is served; a table reads the query, too. Throws the Status of 406 when
 * none is. */
export function toRepresentation(
  accept: string | undefined,
  query: URLSearchParams,
): Representation {
  const { isYaml, as } = toServedForm(accept || '*/*');
  const include = as === 'table' ? query.get('includeObject') : '';
  return { isYaml, as, includeObject: toIncludeObject(include ?? '') };
}

function toServedForm(accept: string): Pick<Representation, 'isYaml' | 'as'> {
  for (const clause of accept.split(',')) {
    const [type = '', ...parameters] = clause
      .split(';')
      .map((part) => part.trim());
    const values = new Map(
      parameters.map((each) => each.split('=') as [string, string]),
    );
    const isYaml = type === 'application/yaml';
    const isServed =
      isYaml || ['application/json', 'application/*', '*/*', ''].includes(type);
    const as = isServed ? toForm(values) : undefined;
    if (as) return { isYaml, as };
  }
  throw new StatusError(
    406,
    'NotAcceptable',
    '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml',
  );
}

function toForm(values: Map<string, string>): Representation['as'] | undefined {
  const as = values.get('as');
  if (as === undefined) return 'object';
  if (values.get('g') !== META_GROUP) return undefined;
  if (as === 'Table') return values.get('v') === 'v1' ? 'table' : undefined;
  return as.startsWith('PartialObjectMetadata') ? 'metadata' : undefined;
}
