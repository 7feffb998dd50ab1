import { type FieldError, invalid } from '../api/field-error.js';
import type { KubeObject } from '../api/kube-object.js';
import { StatusError } from '../api/status-error.js';
import type { AccessQuestion, PathQuestion } from './access-question.js';

/** Whom and where a review asks about. */
export type ReviewScope = 'self' | 'other' | 'local';

const GROUP = 'authorization.k8s.io';

/** Throws the Status of a review that cannot be answered (A4/ssar-empty, A4/local). `namespace` is the path's. */
export function checkQuestion(
  body: KubeObject,
  scope: ReviewScope,
  namespace: string,
): void {
  const question = (body.spec ?? {}) as AccessQuestion;
  const errors = [
    ...findSubjectErrors(question, scope),
    ...findMetadataErrors(body, scope),
    ...(scope === 'local' ? findLocalErrors(question, namespace) : []),
  ];
  if (errors.length > 0) throw refuse(errors);
}

function findSubjectErrors(
  question: AccessQuestion,
  scope: ReviewScope,
): FieldError[] {
  const { resourceAttributes, nonResourceAttributes, user, groups } = question;
  const errors: FieldError[] = [];
  if (Boolean(resourceAttributes) === Boolean(nonResourceAttributes))
    errors.push(
      invalid(
        'spec',
        toGoValue(nonResourceAttributes),
        'exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ),
    );
  if (scope !== 'self' && !user && !groups?.length)
    errors.push(
      invalid(
        'spec.user',
        '',
        'at least one of user or group must be specified',
      ),
    );
  return errors;
}

function findMetadataErrors(
  body: Partial<KubeObject>,
  scope: ReviewScope,
): FieldError[] {
  const { namespace, managedFields: _fields, ...more } = body.metadata ?? {};
  const metadata = {
    ...more,
    ...(scope !== 'local' && namespace && { namespace }),
  };
  if (Object.keys(metadata).length === 0) return [];
  const detail =
    scope === 'local' ? 'must be empty except for namespace' : 'must be empty';
  return [invalid('metadata', body.metadata, detail)];
}

function findLocalErrors(
  { resourceAttributes, nonResourceAttributes }: AccessQuestion,
  namespace: string,
): FieldError[] {
  const asked = resourceAttributes?.namespace ?? '';
  return [
    ...(resourceAttributes && asked !== namespace
      ? [
          invalid(
            'spec.resourceAttributes.namespace',
            asked,
            'must match metadata.namespace',
          ),
        ]
      : []),
    ...(nonResourceAttributes
      ? [
          invalid(
            'spec.nonResourceAttributes',
            toGoValue(nonResourceAttributes),
            'disallowed on this kind of request',
          ),
        ]
      : []),
  ];
}

/** As the real API server prints its own form of it. */
function toGoValue(question: PathQuestion | null | undefined): unknown {
  if (!question) return null;
  return { Path: question.path ?? '', Verb: question.verb ?? '' };
}

/** The real API server does not say of which kind the review is. */
function refuse(errors: readonly FieldError[]): StatusError {
  const texts = errors.map(({ field, message }) => `${field}: ${message}`);
  const list = texts.length > 1 ? `[${texts.join(', ')}]` : texts.join('');
  return new StatusError(422, 'Invalid', `.${GROUP} "" is invalid: ${list}`, {
    group: GROUP,
    causes: errors.map(({ reason, message, field }) => ({
      reason,
      message,
      field,
    })),
  });
}
