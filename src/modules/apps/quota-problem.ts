import { compareQuantities, parseQuantity } from '../../lib/quantity.js';
import { toFacts } from '../../graphql/refusal-facts.js';
import type { QuotaLine } from '../tenants/quota-line.type.js';
import type { ProblemParts } from '../pods/problem.js';

/** How the quota of the tenant is some time after a refusal. */
export interface QuotaNow {
  lines: readonly QuotaLine[];
  /** Milliseconds. */
  now: number;
}

interface Need {
  resource: string;
  requested: string;
  used: string;
  hard: string;
}

/** The controllers wait twice as long after each refusal, but never longer. */
const LONGEST_WAIT = 1_000_000;
const MINUTE = 60_000;

/** What to say when a quota refuses a pod; nothing when it was not a quota. */
export function quotaParts(
  raw: string,
  since: string | undefined,
  quota: QuotaNow | undefined,
): ProblemParts | undefined {
  const told = new Map(toFacts(raw).map(({ key, value }) => [key, value]));
  const name = told.get('quota');
  if (name === undefined) return undefined;
  const used = toAmounts(told.get('used'));
  const hard = toAmounts(told.get('hard'));
  const needs = [...toAmounts(told.get('requested'))].map(
    ([resource, requested]): Need => ({
      ...{ resource, requested },
      used: used.get(resource) ?? '?',
      hard: hard.get(resource) ?? '?',
    }),
  );
  const facts = toNumbers(name, needs);
  return quota && needs.every((need) => hasRoom(need, quota.lines))
    ? { ...whenFree(since, quota.now), facts }
    : { title: `The tenant's quota is used up: ${inWords(needs)}.`, facts };
}

/** A refusal outlives its cause: nothing wakes the controller when the quota has room again. */
function whenFree(since: string | undefined, now: number): ProblemParts {
  const lasted = now - Date.parse(since ?? '');
  const wait = lasted < LONGEST_WAIT ? lasted : LONGEST_WAIT;
  const minutes = Math.max(1, Math.ceil(wait / MINUTE));
  return {
    title:
      "The tenant's quota was used up; it has room now, and Kubernetes has not tried again yet.",
    hint: `Kubernetes tries again within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}; restartApp tries at once.`,
    transient: true,
  };
}

function hasRoom(
  { resource, requested }: Need,
  lines: readonly QuotaLine[],
): boolean {
  const line = lines.find((each) => each.resource === resource);
  // A quota that is gone holds nothing back.
  if (!line) return true;
  const left = parseQuantity(line.remaining);
  const needed = parseQuantity(requested);
  return !!left && !!needed && compareQuantities(left, needed) >= 0;
}

function inWords(needs: readonly Need[]): string {
  return needs
    .map(
      ({ resource, requested, used, hard }) =>
        `this needs ${requested} more ${requested === '1' && resource === 'pods' ? 'pod' : resourceWord(resource)}, ${used} of ${hard} are in use`,
    )
    .join('; ');
}

function toNumbers(
  quota: string,
  needs: readonly Need[],
): Record<string, string> {
  return Object.fromEntries([
    ['quota', quota],
    ...needs.flatMap(({ resource, requested, used, hard }) => [
      [`${resource}.requested`, requested],
      [`${resource}.used`, used],
      [`${resource}.hard`, hard],
    ]),
  ]) as Record<string, string>;
}

/** `requests.cpu=2,pods=1` as amounts by resource. */
function toAmounts(list = ''): Map<string, string> {
  return new Map(
    list.split(',').flatMap((each): [string, string][] => {
      const [resource, amount] = each.split('=');
      return resource && amount ? [[resource, amount]] : [];
    }),
  );
}

function resourceWord(resource: string): string {
  return resource
    .replace(/^requests\./, '')
    .replace(/^limits\.(.+)$/, '$1 limit')
    .replace(/^cpu\b/, 'CPU');
}
