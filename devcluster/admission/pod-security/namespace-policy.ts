import type { AdmissionRequest } from '../../api/admission.js';
import { invalidObject } from '../../api/status-error.js';
import type { PodObject } from '../pod-object.js';
import { nameOf } from '../refusal.js';
import { violationsOf } from './evaluate.js';
import { type Grade, printGrade, strictness, toPolicy } from './policy.js';

const MOST_PODS = 3000;

/** Refuses odd labels of a namespace, and warns of its pods that a new level would refuse. */
export function judgeNamespace(request: AdmissionRequest): void {
  const { operation, subresource, kind, object, old } = request;
  if (operation === 'DELETE' || subresource !== '') return;
  const { grades, errors } = toPolicy(object.metadata.labels);
  const before = old && toPolicy(old.metadata.labels);
  // Labels that were odd before do not hinder other changes.
  const isNews = JSON.stringify(errors) !== JSON.stringify(before?.errors);
  if (errors.length > 0 && isNews)
    throw invalidObject(kind, nameOf(request), errors);
  if (before && isTighter(grades.enforce, before.grades.enforce))
    warnOfPods(request, grades.enforce);
}

function isTighter(grade: Grade, before: Grade): boolean {
  if (grade.level === 'privileged') return false;
  return (
    grade.minor !== before.minor ||
    strictness(grade.level) > strictness(before.level)
  );
}

/** One line for each set of reasons, with the first pod that has it. */
function warnOfPods(request: AdmissionRequest, grade: Grade): void {
  const { reader, name } = request;
  const pods = reader.list({ group: '', plural: 'pods' }, name);
  const podsByReasons = new Map<string, string[]>();
  for (const pod of pods.slice(0, MOST_PODS)) {
    const { name: podName = '', annotations = {} } = pod.metadata;
    const reasons = violationsOf(grade, {
      annotations,
      spec: (pod as PodObject).spec,
    })
      .map(({ reason }) => reason)
      .join(', ');
    if (reasons)
      podsByReasons.set(reasons, [
        ...(podsByReasons.get(reasons) ?? []),
        podName,
      ]);
  }
  if (pods.length > MOST_PODS)
    request.warn(
      `new PodSecurity enforce level only checked against the first ${MOST_PODS} of ${pods.length} existing pods`,
    );
  if (podsByReasons.size > 0)
    request.warn(
      `existing pods in namespace "${name}" violate the new PodSecurity enforce level "${printGrade(grade)}"`,
    );
  const lines = [...podsByReasons].map(
    ([reasons, [first = '', ...others]]) =>
      `${first}${andOthers(others.length)}: ${reasons}`,
  );
  for (const line of lines.sort()) request.warn(line);
}

const andOthers = (count: number): string =>
  count === 0 ? '' : ` (and ${count} other ${count === 1 ? 'pod' : 'pods'})`;
