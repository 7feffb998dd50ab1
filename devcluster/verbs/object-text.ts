import { type Kind, toApiVersion } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import type { Representation } from '../http/representation.js';
import { fullTextOf, textOf } from '../store/object-text.js';
import { META_VERSION, toPartial } from '../tables/partial-metadata.js';
import { type Table, toTable } from '../tables/table.js';

/** What stands in the metadata of a list. */
export interface ListMeta {
  resourceVersion?: string;
  continue?: string;
  remainingItemCount?: number;
}

/** An object as JSON in the form that the caller wants. */
export function toObjectText(
  kind: Kind,
  object: KubeObject,
  representation: Representation,
): string {
  switch (representation.as) {
    case 'object':
      return fullTextOf(kind, object);
    case 'metadata':
      return JSON.stringify(toPartial(object));
    case 'table':
      return JSON.stringify(toTableOfOne(kind, object, representation));
  }
}

/** Returns what writes the objects of one watch: a table names its columns in the first of them only: R13/watch. */
export function createWatchTexts(
  kind: Kind,
  representation: Representation,
): (object: KubeObject) => string {
  if (representation.as !== 'table')
    return (object) => toObjectText(kind, object, representation);
  let isFirst = true;
  return (object) => {
    const table = toTableOfOne(kind, object, representation);
    if (!isFirst) table.columnDefinitions = null;
    isFirst = false;
    return JSON.stringify(table);
  };
}

/** A list as JSON in the form that the caller wants: whole objects carry neither kind nor apiVersion there, partial ones do. */
export function toListText(
  kind: Kind,
  objects: readonly KubeObject[],
  metadata: ListMeta,
  { as, includeObject }: Representation,
): string {
  switch (as) {
    case 'object':
      return joinList(
        { kind: `${kind.kind}List`, apiVersion: toApiVersion(kind), metadata },
        objects.map(textOf),
      );
    case 'metadata':
      return joinList(
        {
          kind: 'PartialObjectMetadataList',
          apiVersion: META_VERSION,
          metadata,
        },
        objects.map((object) => JSON.stringify(toPartial(object))),
      );
    case 'table': {
      const now = Date.now();
      return JSON.stringify(
        toTable(kind, objects, { includeObject, metadata, now }),
      );
    }
  }
}

function joinList(head: object, items: readonly string[]): string {
  return `${JSON.stringify(head).slice(0, -1)},"items":[${items.join(',')}]}`;
}

function toTableOfOne(
  kind: Kind,
  object: KubeObject,
  { includeObject }: Representation,
): Table {
  const { resourceVersion } = object.metadata;
  const metadata: ListMeta = { resourceVersion };
  return toTable(kind, [object], { includeObject, metadata, now: Date.now() });
}
