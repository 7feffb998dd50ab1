import type { AdmissionRequest, Validator } from '../api/admission.js';
import type { KubeObject } from '../api/kube-object.js';
import { parseQuantity } from '../quantity/parse-quantity.js';
import { compareQuantities } from '../quantity/quantity.js';
import type { ResourceNeeds } from './pod-object.js';
import { refuse } from './refusal.js';

/** The parts of a PersistentVolumeClaim that admission reads. */
export interface ClaimObject extends KubeObject {
  spec: { resources?: ResourceNeeds; storageClassName?: string };
}

/** The claim of a request that makes or changes one, other than by a subresource. */
export function writtenClaimOf({
  kind,
  operation,
  subresource,
  object,
}: AdmissionRequest): ClaimObject | undefined {
  const isClaim = kind.group === '' && kind.plural === 'persistentvolumeclaims';
  return isClaim && operation !== 'DELETE' && subresource === ''
    ? (object as ClaimObject)
    : undefined;
}

/** Only a StorageClass allows growth, and there are none here. */
export const refuseGrowth: Validator = (request) => {
  const claim = writtenClaimOf(request);
  if (!claim || !request.old) return [];
  const before = sizeOf(request.old as ClaimObject);
  if (compareQuantities(sizeOf(claim), before) > 0)
    throw refuse(
      request,
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
  return [];
};

const sizeOf = ({ spec }: ClaimObject) =>
  parseQuantity(spec.resources?.requests?.storage ?? '0');
