import { type Difference, diffJson } from '../../lib/json-diff.js';
import type { RawObject } from '../../cluster/cluster.js';
import type { GuardManifest } from './tenant-guards.manifest.js';

interface Body {
  metadata?: { labels?: Record<string, string> };
  spec?: Record<string, unknown> & { hard?: Record<string, string> };
}

/** Where a live guard says something else than it must: `before` is what it says. Other labels and further lines of a quota are
 * nobody's drift, but anything added to a policy, a limit or a binding is: it may open what must be closed. */
export function toDrift(
  { object: wanted }: GuardManifest,
  live: RawObject,
): Difference[] {
  return diffJson(ourPart(live, wanted), ourPart(wanted, wanted));
}

/** The part of an object that a guard speaks of. */
function ourPart(
  object: RawObject & Body,
  wanted: RawObject & Body,
): Record<string, unknown> {
  const keys = Object.keys(wanted).filter((key) => !(key in IDENTITY));
  const part = Object.fromEntries(
    keys.map((key) => [key, (object as Record<string, unknown>)[key]]),
  );
  const labels = pick(object.metadata?.labels, wanted.metadata?.labels);
  const hard = wanted.spec?.hard && {
    spec: { ...object.spec, hard: pick(object.spec?.hard, wanted.spec.hard) },
  };
  return { ...part, ...hard, metadata: { labels } };
}

const IDENTITY = { apiVersion: true, kind: true, metadata: true };

function pick(
  values: Record<string, string> = {},
  wanted: Record<string, string> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => key in wanted),
  );
}
