import type { FieldError } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import { invalidObject } from '../api/status-error.js';
import { validateEvent } from './event-validation.js';
import {
  type EventObject,
  type EventView,
  fromEventsView,
  toEventsView,
} from './event-view.js';
import {
  validateEventViewUpdate,
  validateNewEventView,
} from './event-view-validation.js';
import { validateMetadata } from './metadata-validation.js';

/** What an event is about, field by field. */
const REFERENCE = [
  'kind',
  'namespace',
  'name',
  'uid',
  'apiVersion',
  'resourceVersion',
  'fieldPath',
] as const;

/** Events as they are stored. */
export const events: Kind = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  definition: 'v1.Event',
  // Events of this group are so old that their names were never checked.
  nameRule: 'path-segment',
  hasGeneration: false,
  createsOnUpdate: true,
  validate: (event: EventObject) => validateEvent(event, 'reportingComponent'),
  fields: {
    ...Object.fromEntries(
      REFERENCE.map((key) => [
        `involvedObject.${key}`,
        ({ involvedObject }: EventObject) => involvedObject?.[key] ?? '',
      ]),
    ),
    reason: ({ reason }: EventObject) => reason ?? '',
    reportingComponent: ({ reportingComponent }: EventObject) =>
      reportingComponent ?? '',
    source: ({ source, reportingComponent }: EventObject) =>
      source?.component || (reportingComponent ?? ''),
    type: ({ type }: EventObject) => type ?? '',
  },
};

/** The same events under the names of the younger group: K12/views. */
export const eventViews: Kind = {
  group: 'events.k8s.io',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  definition: 'events.v1.Event',
  nameRule: 'subdomain',
  hasGeneration: false,
  createsOnUpdate: true,
  view: {
    of: { group: '', plural: 'events' },
    fromStored: toEventsView,
    toStored: fromEventsView,
  },
  prepareCreate: refuseOldForm,
  validate: validateView,
  validateUpdate: validateEventViewUpdate,
  fields: {
    ...Object.fromEntries(
      REFERENCE.map((key) => [
        `regarding.${key}`,
        ({ regarding }: EventView) => regarding?.[key] ?? '',
      ]),
    ),
    reason: ({ reason }: EventView) => reason ?? '',
    reportingController: ({ reportingController }: EventView) =>
      reportingController ?? '',
    type: ({ type }: EventView) => type ?? '',
  },
};

function validateView(view: EventView): FieldError[] {
  return validateEvent(fromEventsView(view), 'reportingController');
}

/** What a new event may not have, an old one may: it can be changed by this form, although it was made by the other. */
function refuseOldForm(draft: EventView): void {
  const more = validateNewEventView(draft);
  if (more.length > 0)
    throw invalidObject(events, draft.metadata.name ?? '', [
      ...validateView(draft),
      ...validateMetadata(eventViews, draft),
      ...more,
    ]);
}
