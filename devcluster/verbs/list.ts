import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { badRequest, StatusError } from '../api/status-error.js';
import type { Answer } from '../http/answer.js';
import { toFieldTerms, toFieldTest } from '../selectors/field-query.js';
import { toLabelTest } from '../selectors/label-query.js';
import { toKey } from '../store/collection.js';
import type { Call } from './call.js';
import {
  fromContinueToken,
  type Place,
  toContinueToken,
} from './continue-token.js';
import type { ListOptions } from './list-options.js';
import { toListText } from './object-text.js';
import { toRevision, waitForRevision } from './revision.js';
import { fromStored, storedAs } from './view.js';

export type ObjectTest = (object: KubeObject) => boolean;

interface Page {
  items: readonly KubeObject[];
  revision: number;
  /** Key and number of what is left. */
  rest?: { start: string; count: number };
}

/** GET of a collection. */
export async function list(call: Call, options: ListOptions): Promise<Answer> {
  const { plane, kind, representation } = call;
  const place = options.continue
    ? fromContinueToken(options.continue)
    : undefined;
  if (place && options.resourceVersion && options.resourceVersion !== '0')
    throw badRequest(
      'specifying resource version is not allowed when using continue',
    );
  const revision = readRevision(options.resourceVersion);
  if (revision !== undefined) await waitForRevision(plane.store, revision);

  const page = readPage(call, options, place, revision);
  const hasSelectors = options.labelSelector || options.fieldSelector;
  const metadata = {
    resourceVersion: String(page.revision),
    ...(page.rest && {
      continue: toContinueToken({
        revision: page.revision,
        start: page.rest.start,
      }),
      ...(!hasSelectors && { remainingItemCount: page.rest.count }),
    }),
  };
  const objects = page.items.map((item) => fromStored(kind, item));
  return {
    code: 200,
    text: toListText(kind, objects, metadata, representation),
  };
}

/** The test of the selectors for stored objects. Throws the Status of bad selectors. */
export function toObjectTest(kind: Kind, options: ListOptions): ObjectTest {
  if (!options.labelSelector && !options.fieldSelector) return () => true;
  const hasLabels = toLabelTest(options.labelSelector);
  const hasFields = toFieldTest(kind, toFieldTerms(options.fieldSelector));
  return (stored) =>
    hasLabels(stored.metadata.labels ?? {}) &&
    hasFields(fromStored(kind, stored));
}

function readPage(
  { plane, kind, target }: Call,
  options: ListOptions,
  place: Place | undefined,
  exact: number | undefined,
): Page {
  const { store } = plane;
  const isPast = place ? place.revision > 0 : options.isExact;
  const revision = isPast
    ? (place?.revision ?? exact ?? store.revision)
    : store.revision;
  const collection = store.collection(storedAs(kind));
  const objects = isPast
    ? collection.listAt(revision, target.namespace)
    : collection.list(target.namespace);
  if (!objects) throw toExpired(place);
  const matches = objects.filter(toObjectTest(kind, options));
  const from = place
    ? matches.findIndex((object) => keyOf(object) >= place.start)
    : 0;
  const left = from < 0 ? [] : matches.slice(from);
  const next = options.limit ? left[options.limit] : undefined;
  if (!next) return { items: left, revision };
  return {
    items: left.slice(0, options.limit),
    revision,
    rest: { start: keyOf(next), count: left.length - options.limit },
  };
}

function keyOf({ metadata }: KubeObject): string {
  return toKey(metadata.namespace ?? '', metadata.name ?? '');
}

/** The snapshot is forgotten; with a token the caller may go on in the present one. */
function toExpired(place: Place | undefined): StatusError {
  if (!place)
    return new StatusError(
      410,
      'Expired',
      'The resourceVersion for the provided list is too old.',
    );
  const expired = new StatusError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  );
  expired.status.metadata.continue = toContinueToken({
    revision: -1,
    start: place.start,
  });
  return expired;
}

function readRevision(text: string): number | undefined {
  try {
    return toRevision(text);
  } catch (error) {
    throw badRequest(`invalid resource version: ${(error as Error).message}`);
  }
}
