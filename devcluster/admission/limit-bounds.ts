import type { AdmissionRequest, Validator } from '../api/admission.js';
import { toAmounts } from './amounts.js';
import {
  excessRatio,
  lessThan,
  moreThan,
  moreThanRequested,
  type Needs,
} from './limit-findings.js';
import { type Limit, limitsFor } from './limit-range.js';
import { needsOf } from './pod-needs.js';
import { newPodOf, type PodObject, type ResourceList } from './pod-object.js';
import { refuse } from './refusal.js';
import { type ClaimObject, writtenClaimOf } from './storage-claim.js';

/** Holds pods and claims to the bounds of the LimitRanges (K14/violation). */
export const holdToLimits: Validator = (request) => {
  const findings = toFindings(request);
  if (!findings || request.old?.metadata.deletionTimestamp) return [];
  for (const limits of limitsFor(request)) {
    const texts = [...new Set(limits.flatMap(findings))];
    if (texts.length > 0)
      throw refuse(
        request,
        texts.length === 1 ? `${texts[0]}` : `[${texts.join(', ')}]`,
      );
  }
  return [];
};

function toFindings(request: AdmissionRequest) {
  const pod = newPodOf(request);
  if (pod) return (limit: Limit) => ofPod(limit, pod);
  const claim = writtenClaimOf(request);
  return claim && ((limit: Limit) => ofClaim(limit, claim));
}

function ofPod(limit: Limit, { spec }: PodObject): string[] {
  if (limit.type === 'Pod')
    return ofNeeds(limit, {
      requests: needsOf(spec, 'requests'),
      limits: needsOf(spec, 'limits'),
    });
  if (limit.type !== 'Container') return [];
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].flatMap(
    ({ resources }) =>
      ofNeeds(limit, {
        requests: toAmounts(resources?.requests),
        limits: toAmounts(resources?.limits),
      }),
  );
}

const ofNeeds = (limit: Limit, needs: Needs): string[] => [
  ...each(limit.min, (key, bound) => lessThan(limit.type, key, bound, needs)),
  ...each(limit.max, (key, bound) => moreThan(limit.type, key, bound, needs)),
  ...each(limit.maxLimitRequestRatio, (key, bound) =>
    excessRatio(limit.type, key, bound, needs),
  ),
];

/** A claim has requests only, so these are held to max as well. */
function ofClaim({ type, min, max }: Limit, { spec }: ClaimObject): string[] {
  if (type !== 'PersistentVolumeClaim') return [];
  const needs = {
    requests: toAmounts(spec.resources?.requests),
    limits: toAmounts(),
  };
  return [
    ...each(min, (key, bound) => lessThan(type, key, bound, needs)),
    ...each(max, (key, bound) => moreThanRequested(type, key, bound, needs)),
  ];
}

/** In the order of the keys: that of the real API server is random. */
const each = (
  bounds: ResourceList = {},
  check: (key: string, bound: string) => string | undefined,
): string[] =>
  Object.keys(bounds)
    .sort()
    .flatMap((key) => check(key, bounds[key] ?? '0') ?? []);
