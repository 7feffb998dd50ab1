import { createHash } from 'node:crypto';

import type { Kind } from '../api/kind.js';
import type { Answer } from '../http/answer.js';
import {
  type GroupVersion,
  toGroupPath,
  toGroupVersions,
} from '../http/discovery.js';
import { toDocument } from './document.js';

const ROOT = '/openapi/v3';
const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

interface Page {
  text: string;
  /** Where the document is found, with its hash. */
  url: string;
  hash: string;
}

/** The OpenAPI documents of all group versions. Each is made when it is first asked for: most clients never do. */
export class OpenApi {
  readonly #pages = new Map<string, Page>();

  constructor(
    private readonly kinds: readonly Kind[],
    private readonly version: string,
  ) {}

  /** GET /openapi/v3: where each document is. */
  index(): Answer {
    const paths = toGroupVersions(this.kinds).map((one) => [
      toGroupPath(one).slice(1),
      { serverRelativeURL: this.#page(one).url },
    ]);
    return {
      code: 200,
      text: JSON.stringify({ paths: Object.fromEntries(paths) as object }),
    };
  }

  /** GET of one document. A document with its right hash can be kept for ever; with another hash it is elsewhere. */
  document(groupVersion: GroupVersion, asked: string | null): Answer {
    const { text, url, hash } = this.#page(groupVersion);
    const headers = { etag: `"${hash}"`, vary: 'Accept' };
    if (!asked) return { code: 200, text, headers };
    if (asked !== hash)
      return { code: 301, text: '', headers: { ...headers, location: url } };
    const expires = new Date(Date.now() + YEAR_MS).toUTCString();
    return {
      code: 200,
      text,
      headers: { ...headers, 'cache-control': 'public, immutable', expires },
    };
  }

  #page({ group, version }: GroupVersion): Page {
    const path = toGroupPath({ group, version });
    let page = this.#pages.get(path);
    if (!page) {
      const kinds = this.kinds.filter(
        (one) => one.group === group && one.version === version,
      );
      const text = JSON.stringify(toDocument(kinds, this.version));
      const hash = createHash('sha512')
        .update(text)
        .digest('hex')
        .toUpperCase();
      page = { text, hash, url: `${ROOT}${path}?hash=${hash}` };
      this.#pages.set(path, page);
    }
    return page;
  }
}
