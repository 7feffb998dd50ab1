import type { ServerResponse } from 'node:http';
import { stringify } from 'yaml';

import type { Status } from '../api/status-error.js';
import type { Representation } from './representation.js';

/** A whole answer: JSON text with its HTTP status. */
export interface Answer {
  code: number;
  text: string;
  warnings?: readonly string[];
  /** JSON when left out; anything else is written as it is. */
  type?: string;
  retryAfterSeconds?: number;
  headers?: Readonly<Record<string, string>>;
}

/** Writes the answer in the representation that the caller accepts. */
export function writeAnswer(
  response: ServerResponse,
  answer: Answer,
  representation?: Representation,
): void {
  const isYaml = representation?.isYaml && !answer.type;
  const body = isYaml ? stringify(JSON.parse(answer.text)) : answer.text;
  if (answer.warnings?.length)
    response.setHeader('warning', [...new Set(answer.warnings)].map(toWarning));
  if (answer.retryAfterSeconds)
    response.setHeader('retry-after', answer.retryAfterSeconds);
  response
    .writeHead(answer.code, {
      'content-type':
        answer.type ?? (isYaml ? 'application/yaml' : 'application/json'),
      'cache-control': 'no-cache, private',
      'content-length': Buffer.byteLength(body),
      ...answer.headers,
    })
    .end(body);
}

export function toStatusAnswer(
  status: Status,
  warnings: readonly string[],
): Answer {
  const retryAfterSeconds = status.details?.retryAfterSeconds;
  return {
    code: status.code,
    text: JSON.stringify(status),
    warnings,
    ...(retryAfterSeconds && { retryAfterSeconds }),
  };
}

/** An unknown path has no Status. */
export const PAGE_NOT_FOUND: Answer = {
  code: 404,
  text: '404 page not found\n',
  type: 'text/plain; charset=utf-8',
};

/** 299 is "miscellaneous persistent warning"; the agent is left out. */
export function toWarning(text: string): string {
  return `299 - "${text.replace(/[\\"]/g, '\\$&')}"`;
}
