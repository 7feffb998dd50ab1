import {
  type FieldError,
  forbiddenField,
  notSupported,
} from '../api/field-error.js';
import { badRequest, invalidObject } from '../api/status-error.js';

export interface ListOptions {
  labelSelector: string;
  fieldSelector: string;
  isWatch: boolean;
  /** 0 when there is none. */
  limit: number;
  continue: string;
  resourceVersion: string;
  isExact: boolean;
  sendInitialEvents: boolean;
  allowBookmarks: boolean;
  timeoutSeconds?: number;
}

/** Reads the parameters of a list or a watch. Throws the Status of bad ones. */
export function toListOptions(query: URLSearchParams): ListOptions {
  const text = (name: string) => query.get(name) ?? '';
  const options = {
    labelSelector: text('labelSelector'),
    fieldSelector: text('fieldSelector'),
    isWatch: isTrue(query, 'watch'),
    limit: Math.max(0, toInteger(query, 'limit') ?? 0),
    continue: text('continue'),
    resourceVersion: text('resourceVersion'),
    isExact: text('resourceVersionMatch') === 'Exact',
    sendInitialEvents: isTrue(query, 'sendInitialEvents'),
    allowBookmarks: isTrue(query, 'allowWatchBookmarks'),
    timeoutSeconds: toInteger(query, 'timeoutSeconds'),
  };
  const errors = query.has('sendInitialEvents')
    ? checkInitialEvents(query)
    : checkMatch(query, options.isWatch);
  if (errors.length > 0)
    throw invalidObject(
      { group: 'meta.k8s.io', kind: 'ListOptions' },
      '',
      errors,
    );
  return options;
}

function checkMatch(query: URLSearchParams, isWatch: boolean): FieldError[] {
  const match = query.get('resourceVersionMatch');
  if (!match) return [];
  const forbid = (detail: string) =>
    forbiddenField('resourceVersionMatch', detail);
  if (isWatch)
    return [
      forbid(
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ),
    ];
  const version = query.get('resourceVersion');
  return [
    ...(version
      ? []
      : [
          forbid(
            'resourceVersionMatch is forbidden unless resourceVersion is provided',
          ),
        ]),
    ...(query.get('continue')
      ? [forbid('resourceVersionMatch is forbidden when continue is provided')]
      : []),
    ...(['Exact', 'NotOlderThan'].includes(match)
      ? []
      : [
          notSupported('resourceVersionMatch', match, [
            'Exact',
            'NotOlderThan',
            '',
          ]),
        ]),
    ...(match === 'Exact' && version === '0'
      ? [
          forbid(
            'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
          ),
        ]
      : []),
  ];
}

function checkInitialEvents(query: URLSearchParams): FieldError[] {
  if (!isTrue(query, 'watch'))
    return [
      forbiddenField(
        'sendInitialEvents',
        'sendInitialEvents is forbidden for list',
      ),
    ];
  const match = query.get('resourceVersionMatch') ?? '';
  if (match === 'NotOlderThan') return [];
  return [
    forbiddenField(
      'resourceVersionMatch',
      'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    ),
    ...(match
      ? [notSupported('resourceVersionMatch', match, ['NotOlderThan'])]
      : []),
  ];
}

/** What is neither false nor 0 is true. */
export function isTrue(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && !['false', '0', ''].includes(value.toLowerCase());
}

function toInteger(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  return value ? readInteger(value) : undefined;
}

/** Throws the Status of a parameter that is no whole number. */
export function readInteger(value: string): number {
  if (/^[-+]?\d+$/.test(value)) return Number(value);
  throw badRequest(
    `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`,
  );
}
