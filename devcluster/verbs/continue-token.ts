import { badRequest } from '../api/status-error.js';

/** Where the next page of a list starts. */
export interface Place {
  /** The snapshot of the first page; -1 goes on in the present one. */
  revision: number;
  /** The first key that is not below this one starts the page. */
  start: string;
}

const VERSION = 'meta.k8s.io/v1';

export function toContinueToken({ revision, start }: Place): string {
  const token = { v: VERSION, rv: revision, start };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** Throws the Status of a token that is none of ours. */
export function fromContinueToken(token: string): Place {
  const stray = token.search(/[^\w-]/);
  if (stray >= 0) refuse(`illegal base64 data at input byte ${stray}`);
  const text = Buffer.from(token, 'base64url').toString();
  const { v, rv, start } = parse(text);
  if (v !== VERSION)
    refuse(`server does not recognize this encoded version ${String(v)}`);
  if (typeof rv !== 'number' || rv === 0)
    refuse(`incorrect encoded start resourceVersion (version ${VERSION})`);
  if (typeof start !== 'string' || start === '')
    refuse(`encoded start key empty (version ${VERSION})`);
  return { revision: rv, start };
}

function parse(text: string): { v?: unknown; rv?: unknown; start?: unknown } {
  try {
    return JSON.parse(text) as object;
  } catch {
    const first = JSON.stringify(text.charAt(0)).slice(1, -1);
    return refuse(
      `invalid character '${first}' looking for beginning of value`,
    );
  }
}

function refuse(why: string): never {
  throw badRequest(`invalid continue token: continue key is not valid: ${why}`);
}
