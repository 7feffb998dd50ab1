import type { Answer } from './plane.js';

/** The texts of an answer's Warning headers. */
export function warningsOf({ headers }: Answer<unknown>): string[] {
  return [headers.warning ?? []]
    .flat()
    .map((line) => JSON.parse(line.replace(/^299 - (".*")$/, '$1')) as string);
}
