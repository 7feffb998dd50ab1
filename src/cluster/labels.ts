/** Every label and annotation key of ours, in one place. */
export const LABELS = {
  managedBy: 'app.kubernetes.io/managed-by',
  appName: 'app.kubernetes.io/name',
  tenant: 'moorage.dev/tenant',
  app: 'moorage.dev/app',
  pod: 'moorage.dev/pod',
  exposed: 'moorage.dev/exposed',
  /** On a Secret: the variable that it holds a version of. */
  secret: 'moorage.dev/secret',
  /** The plain label of the original design. */
  name: 'name',
  podTemplateHash: 'pod-template-hash',
  podSecurity: 'pod-security.kubernetes.io/',
} as const;

export const ANNOTATIONS = {
  /** What is wished for a tenant, as JSON. */
  spec: 'moorage.dev/spec',
  displayName: 'moorage.dev/display-name',
  description: 'moorage.dev/description',
  createdBy: 'moorage.dev/created-by',
  changedBy: 'moorage.dev/changed-by',
  idempotencyKey: 'moorage.dev/idempotency-key',
  templateHash: 'moorage.dev/template-hash',
  /** The number of pods from before an app was stopped. */
  resumeReplicas: 'moorage.dev/resume-replicas',
  /** Every version of an app's secrets, with its time: Secret names, never values. */
  secretTimes: 'moorage.dev/secret-times',
  /** "given": the readiness probe is a wish and does not follow the first port. */
  readiness: 'moorage.dev/readiness',
  /** The Deployment controller's number of a ReplicaSet. */
  revision: 'deployment.kubernetes.io/revision',
  /** kubectl's mark of a restart, in the pod template. */
  restartedAt: 'kubectl.kubernetes.io/restartedAt',
} as const;

export const MANAGED_BY = 'moorage';

/** Whether a map selector picks an object with these labels. An empty selector picks nothing, as for a Service. */
export function selectorPicks(
  selector: Record<string, string> | undefined,
  labels: Record<string, string> | undefined,
): boolean {
  const wanted = Object.entries(selector ?? {});
  return (
    wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value)
  );
}
