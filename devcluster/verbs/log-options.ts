import {
  type FieldError,
  forbiddenField,
  invalid,
} from '../api/field-error.js';
import { badRequest, invalidObject } from '../api/status-error.js';
import { readInteger } from './list-options.js';

/** Throws the Status of parameters that no log can be read with. */
export function checkLogOptions(pod: string, query: URLSearchParams): void {
  const errors = [
    ...atLeast(query, 'tailLines', 0),
    ...atLeast(query, 'limitBytes', 1),
    ...checkSince(query),
    ...(query.get('stream')
      ? [forbiddenField('stream', 'may not be specified')]
      : []),
  ];
  if (errors.length > 0)
    throw invalidObject({ group: '', kind: 'PodLogOptions' }, pod, errors);
}

function atLeast(
  query: URLSearchParams,
  name: string,
  least: 0 | 1,
): FieldError[] {
  const text = query.get(name);
  if (!text) return [];
  const value = readInteger(text);
  if (value >= least) return [];
  const bound = least ? 'greater than 0' : 'greater than or equal to 0';
  return [invalid(name, value, `must be ${bound}`)];
}

function checkSince(query: URLSearchParams): FieldError[] {
  const time = query.get('sinceTime');
  if (time && Number.isNaN(Date.parse(time)))
    throw badRequest(
      `parsing time ${JSON.stringify(time)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(time)} as "2006"`,
    );
  if (time && query.get('sinceSeconds'))
    return [
      forbiddenField(
        '[]',
        'at most one of `sinceTime` or `sinceSeconds` may be specified',
      ),
    ];
  return atLeast(query, 'sinceSeconds', 1);
}
