import type { AdmissionRequest, Validator } from '../../api/admission.js';
import type { KubeObject, ObjectMeta } from '../../api/kube-object.js';
import { toResourceText } from '../../api/status-error.js';
import {
  containersOf,
  type PodObject,
  type PodSpec,
  writtenPodOf,
} from '../pod-object.js';
import { refuse } from '../refusal.js';
import type { CheckedPod } from './check.js';
import { printViolations, violationsOf } from './evaluate.js';
import { judgeNamespace } from './namespace-policy.js';
import { type Grade, printGrade, toPolicy } from './policy.js';

/** Holds pods to the level of their namespace, and warns of workloads whose pods would be refused (K24, R15/warn-psa). */
export const securePods: Validator = (request) => {
  const { group, plural } = request.kind;
  if (group === '' && plural === 'namespaces') judgeNamespace(request);
  const pod = writtenPodOf(request);
  if (pod) judgePod(request, pod);
  const template = templateOf(request);
  if (template) warnOf(request, gradesFor(request).warn, template);
  return [];
};

function judgePod(request: AdmissionRequest, pod: PodObject): void {
  if (request.old && hasSameImages(pod, request.old as PodObject)) return;
  const { enforce, warn } = gradesFor(request);
  const checked = toChecked(pod);
  const violations = violationsOf(enforce, checked);
  if (violations.length > 0)
    throw refuse(
      request,
      `violates PodSecurity "${printGrade(enforce)}": ${printViolations(violations)}`,
    );
  warnOf(request, warn, checked);
}

function warnOf(
  request: AdmissionRequest,
  grade: Grade,
  pod: CheckedPod,
): void {
  const violations = violationsOf(grade, pod);
  if (violations.length > 0)
    request.warn(
      `would violate PodSecurity "${printGrade(grade)}": ${printViolations(violations)}`,
    );
}

function gradesFor({ reader, namespace }: AdmissionRequest) {
  const found = reader.get({ group: '', plural: 'namespaces' }, '', namespace);
  return toPolicy(found?.metadata.labels).grades;
}

/** Images are all that an update may change of what the checks read. */
function hasSameImages(pod: PodObject, old: PodObject): boolean {
  const imagesOf = ({ spec }: PodObject) =>
    JSON.stringify(containersOf(spec).map(({ image }) => image));
  return imagesOf(pod) === imagesOf(old);
}

interface Template {
  metadata?: ObjectMeta;
  spec?: PodSpec;
}

const WORKLOADS = new Set([
  'replicationcontrollers',
  'podtemplates',
  'deployments.apps',
  'replicasets.apps',
]);

function templateOf(request: AdmissionRequest): CheckedPod | undefined {
  const { operation, subresource, kind, object } = request;
  const isWorkload = WORKLOADS.has(toResourceText(kind));
  if (!isWorkload || operation === 'DELETE' || subresource !== '')
    return undefined;
  const { template, spec } = object as KubeObject & {
    template?: Template;
    spec?: { template?: Template };
  };
  const found = template ?? spec?.template;
  return found && toChecked(found);
}

const toChecked = ({ metadata, spec }: Template): CheckedPod => ({
  annotations: metadata?.annotations ?? {},
  spec: spec ?? {},
});
