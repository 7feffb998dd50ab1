import type { Kind } from '../api/kind.js';
import { methodNotAllowed } from '../api/status-error.js';
import { OpenApi } from '../openapi/open-api.js';
import { type Answer, PAGE_NOT_FOUND } from './answer.js';
import {
  toApiVersions,
  toGroup,
  toGroupList,
  toGroupPath,
  toGroupVersions,
  toResourceList,
} from './discovery.js';

/** What /version says, besides what describes this process. */
export interface Version {
  major: string;
  minor: string;
  gitVersion: string;
}

type Page = (query: URLSearchParams) => Answer;

/** Returns what answers the paths that name no resource: health, version, discovery, OpenAPI. */
export function createPlainPaths(kinds: readonly Kind[], version: Version) {
  const groupVersions = toGroupVersions(kinds);
  const openApi = new OpenApi(kinds, version.gitVersion);
  const pages = new Map<string, Page>([
    ['/version', () => json({ ...version, platform: 'linux/amd64' })],
    ['/api', () => json(toApiVersions())],
    ['/apis', () => json(toGroupList(groupVersions))],
    ...['/healthz', '/livez', '/readyz'].map((path): [string, Page] => [
      path,
      () => text('ok'),
    ]),
    ...groupVersions.map((one): [string, Page] => [
      toGroupPath(one),
      () => json(toResourceList(one, kinds)),
    ]),
    ['/openapi/v3', () => openApi.index()],
    ...groupVersions.map((one): [string, Page] => [
      `/openapi/v3${toGroupPath(one)}`,
      (query) => openApi.document(one, query.get('hash')),
    ]),
    ...groupVersions.flatMap(({ group }): [string, Page][] =>
      group
        ? [[`/apis/${group}`, () => json(toGroup(group, groupVersions))]]
        : [],
    ),
  ]);
  return {
    /** Throws the Status of a method that is not served. */
    answer(method: string, path: string, query: URLSearchParams): Answer {
      const page = pages.get(path.replace(/(?<=.)\/$/, ''));
      if (!page) return PAGE_NOT_FOUND;
      if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed();
      return page(query);
    },
  };
}

function json(body: object | undefined): Answer {
  return { code: 200, text: JSON.stringify(body) };
}

function text(body: string): Answer {
  return { code: 200, text: body, type: 'text/plain; charset=utf-8' };
}
