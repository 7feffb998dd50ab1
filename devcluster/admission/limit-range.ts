import type { AdmissionRequest } from '../api/admission.js';
import type { KubeObject } from '../api/kube-object.js';
import type { ResourceList } from './pod-object.js';

/** One entry of a LimitRange. */
export interface Limit {
  type: string;
  min?: ResourceList;
  max?: ResourceList;
  default?: ResourceList;
  defaultRequest?: ResourceList;
  maxLimitRequestRatio?: ResourceList;
}

interface LimitRange extends KubeObject {
  spec?: { limits?: Limit[] };
}

/** The limits of each LimitRange in the namespace of a request. */
export function limitsFor({
  reader,
  namespace,
}: AdmissionRequest): readonly (readonly Limit[])[] {
  const ranges = reader.list({ group: '', plural: 'limitranges' }, namespace);
  return (ranges as readonly LimitRange[]).map(
    ({ spec }) => spec?.limits ?? [],
  );
}
