import type { Kind } from '../api/kind.js';
import { badRequest } from '../api/status-error.js';
import { DecodeError } from './decode-error.js';
import { toJsonWord } from './fit-scalar.js';
import { Fitting } from './fit-value.js';
import { structType } from './struct-type.js';
import { TYPE_TABLE } from './type-table.js';

/** What the body of a request is expected to be. */
export type BodyKind = Pick<Kind, 'group' | 'version' | 'kind' | 'definition'>;

/** What a body says that it is. */
interface NamedKind {
  group: string;
  version: string;
  kind: string;
}

/** The place in Go's sources that clients see in messages. */
const SCHEME = 'pkg/runtime/scheme.go:111';
const HEAD =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/** Reads kind and apiVersion, which are taken from the expected kind when they are missing. Throws a DecodeError. */
export function readNamedKind(value: unknown, expected: BodyKind): NamedKind {
  if (value === null || value === undefined) return expected;
  if (typeof value !== 'object' || Array.isArray(value))
    throw new DecodeError(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${toJsonWord(value)} into Go value of type ${HEAD}`,
    );
  const { apiVersion, kind } = value as Record<string, unknown>;
  for (const [name, found] of Object.entries({ apiVersion, kind }))
    if (typeof (found ?? '') !== 'string')
      throw new DecodeError(
        `couldn't get version/kind; json parse error: json: cannot unmarshal ${toJsonWord(found)} into Go struct field .${name} of type string`,
      );
  const parts = ((apiVersion ?? '') as string).split('/');
  if (parts.length > 2)
    throw new DecodeError(
      `unexpected GroupVersion string: ${apiVersion as string}`,
    );
  const version = parts.pop() ?? '';
  const group = parts.pop() ?? '';
  return {
    kind: ((kind ?? '') as string) || expected.kind,
    ...(version || group
      ? { group, version: version || expected.version }
      : { group: expected.group, version: expected.version }),
  };
}

/** The name of the type of what a body says that it is. Throws a DecodeError when there is none. */
export function findDefinition(named: NamedKind, expected: BodyKind): string {
  const key = toKey(named);
  if (key === toKey(expected)) return expected.definition;
  const definition = TYPE_TABLE.kinds[key];
  if (definition) return definition;
  throw noSuchKind(named);
}

export function noSuchKind(named: NamedKind): DecodeError {
  return new DecodeError(
    `no kind "${named.kind}" is registered for version "${toVersion(named)}" in scheme "${SCHEME}"`,
  );
}

/** Throws unless a body that names this kind can be taken for the expected one. */
export function checkNamedKind(
  value: object,
  named: NamedKind,
  expected: BodyKind,
): void {
  if (toKey(named) === toKey(expected)) return;
  // A body that does not fit the kind that it names is refused for that.
  new Fitting().fitStruct(
    value as Record<string, unknown>,
    structType(findDefinition(named, expected)),
  );
  if (named.kind === expected.kind && toPackage(named) === toPackage(expected))
    throw badRequest(
      `the API version in the data (${toVersion(named)}) does not match the expected API version (${toVersion(expected)})`,
    );
  throw new DecodeError(
    `converting (${named.version}.${named.kind}) to (${toPackage(expected)}.${expected.kind}): unknown conversion`,
  );
}

function toKey(named: NamedKind): string {
  return `${toVersion(named)} ${named.kind}`;
}

/** apps/v1, v1. */
export function toVersion({
  group,
  version,
}: Pick<NamedKind, 'group' | 'version'>): string {
  return group ? `${group}/${version}` : version;
}

/** The package of the internal type: `core`, `apps`, `rbac`. The events of events.k8s.io are those of core. */
function toPackage({ group }: NamedKind): string {
  const [first = ''] = group.split('.');
  return first === '' || first === 'events' ? 'core' : first;
}
