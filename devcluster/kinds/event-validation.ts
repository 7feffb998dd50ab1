import { type FieldError, invalid, required } from '../api/field-error.js';
import type { EventObject } from './event-view.js';
import { validateByRule } from './field-validation.js';
import { checkQualifiedName } from './name-rules.js';

const LONGEST = 128;
const LONGEST_MESSAGE = 1024;

/** What is wrong with an event. `controllerField` is the name of the reporting controller in the form that was sent. */
export function validateEvent(
  event: EventObject,
  controllerField: string,
): FieldError[] {
  return event.eventTime
    ? validateYoungEvent(event, controllerField)
    : validateNamespace(event, [event.metadata.namespace, '']);
}

/** Events with an eventTime come from clients that know the younger form, of which more is asked. */
function validateYoungEvent(
  event: EventObject,
  controllerField: string,
): FieldError[] {
  const controller = event.reportingComponent ?? '';
  return [
    ...validateNamespace(event, undefined),
    ...(controller ? [] : [required(controllerField)]),
    ...validateByRule(controller, controllerField, checkQualifiedName),
    ...validateText(event.reportingInstance, 'reportingInstance'),
    ...validateText(event.action, 'action'),
    ...validateText(event.reason, 'reason'),
    ...validateLength(event.message, 'message', LONGEST_MESSAGE),
  ];
}

/** K12/namespace. Things outside of namespaces have their events in the namespace default. */
function validateNamespace(
  { metadata, involvedObject }: EventObject,
  allowed: readonly (string | undefined)[] | undefined,
): FieldError[] {
  const about = involvedObject?.namespace ?? '';
  const isOutside =
    !about &&
    (metadata.namespace === 'default' ||
      (!allowed && metadata.namespace === 'kube-system'));
  const fits = about ? !allowed || allowed.includes(about) : isOutside;
  return fits
    ? []
    : [
        invalid(
          'involvedObject.namespace',
          about,
          'does not match event.namespace',
        ),
      ];
}

const validateText = (text = '', field: string): FieldError[] =>
  text ? validateLength(text, field, LONGEST) : [required(field)];

const validateLength = (
  text = '',
  field: string,
  most: number,
): FieldError[] =>
  Buffer.byteLength(text) > most
    ? [invalid(field, '', `can have at most ${most} characters`)]
    : [];
