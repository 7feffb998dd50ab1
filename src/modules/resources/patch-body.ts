import type { ServedKind } from '../../cluster/discovery.js';
import { isObject } from './object-input.js';
import { refuseAt } from './require-kind.js';
import { type PatchResourceInput, PatchType } from './resource.input.js';

/** The body of a patch; the mutation ends when it has not the form of its type, or contradicts the other arguments. With a version
 * it is refused by the cluster when the object is newer. */
export function toPatchBody(
  { type, patch, name, namespace, subresource, force }: PatchResourceInput,
  kind: ServedKind,
  resourceVersion?: string,
): unknown {
  if (force && type !== PatchType.APPLY)
    refuseAt(['force'], 'force belongs to the type APPLY: leave it out.');
  if (type === PatchType.JSON) {
    if (!Array.isArray(patch))
      refuseAt(
        ['patch'],
        'A patch of the type JSON is a list of operations, as in [{"op": "replace", "path": "/spec/replicas", "value": 3}].',
      );
    const own = { op: 'add', path: '/metadata/resourceVersion' };
    return resourceVersion === undefined
      ? patch
      : [...(patch as unknown[]), { ...own, value: resourceVersion }];
  }
  if (!isObject(patch))
    refuseAt(
      ['patch'],
      `A patch of the type ${type} is a JSON object, as in {"metadata": {"labels": {"a": "b"}}}.`,
    );
  const body = patch as Record<string, unknown>;
  const given = isObject(body.metadata) ? body.metadata : {};
  const part = kind.subresources.find((each) => each.name === subresource);
  const { apiVersion, kind: kindName } = part ?? kind;
  const known = { apiVersion, kind: kindName };
  const place = { name, ...(namespace !== undefined && { namespace }) };
  refuseContradiction(body, known, []);
  refuseContradiction(given, place, ['metadata']);
  const version = resourceVersion !== undefined && { resourceVersion };
  if (type === PatchType.APPLY)
    return { ...body, ...known, metadata: { ...given, ...place, ...version } };
  return version ? { ...body, metadata: { ...given, ...version } } : body;
}

function refuseContradiction(
  given: Record<string, unknown>,
  known: Record<string, string>,
  at: string[],
): void {
  for (const [key, value] of Object.entries(known))
    if (given[key] !== undefined && given[key] !== value)
      refuseAt(
        ['patch', ...at, key],
        `The patch says ${[...at, key].join('.')} ${JSON.stringify(given[key])}, the input says "${value}".`,
      );
}
