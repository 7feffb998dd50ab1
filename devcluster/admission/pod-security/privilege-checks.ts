import { type Check, namesOf, offenders, settersOf } from './check.js';

export const checkPrivileged: Check = (pod) => {
  const bad = offenders(pod, (one) => one.securityContext?.privileged);
  return bad.length > 0
    ? {
        reason: 'privileged',
        detail: `${namesOf(bad)} must not set securityContext.privileged=true`,
      }
    : undefined;
};

export const checkEscalation: Check = (pod) => {
  const bad = offenders(
    pod,
    (one) => one.securityContext?.allowPrivilegeEscalation !== false,
  );
  return bad.length > 0
    ? {
        reason: 'allowPrivilegeEscalation != false',
        detail: `${namesOf(bad)} must set securityContext.allowPrivilegeEscalation=false`,
      }
    : undefined;
};

export const checkNonRoot: Check = (pod) => {
  const reason = 'runAsNonRoot != true';
  const ofPod = pod.spec.securityContext?.runAsNonRoot;
  const setters = settersOf(
    ofPod === false,
    offenders(pod, (one) => one.securityContext?.runAsNonRoot === false),
  );
  if (setters)
    return {
      reason,
      detail: `${setters} must not set securityContext.runAsNonRoot=false`,
    };
  const silent = offenders(
    pod,
    (one) => one.securityContext?.runAsNonRoot === undefined && !ofPod,
  );
  return silent.length > 0
    ? {
        reason,
        detail: `pod or ${namesOf(silent)} must set securityContext.runAsNonRoot=true`,
      }
    : undefined;
};

export const checkRootUser: Check = (pod) => {
  const setters = settersOf(
    pod.spec.securityContext?.runAsUser === 0,
    offenders(pod, (one) => one.securityContext?.runAsUser === 0),
  );
  return setters
    ? { reason: 'runAsUser=0', detail: `${setters} must not set runAsUser=0` }
    : undefined;
};

export const checkHostProcess: Check = (pod) => {
  const setters = settersOf(
    pod.spec.securityContext?.windowsOptions?.hostProcess === true,
    offenders(pod, (one) => one.securityContext?.windowsOptions?.hostProcess),
  );
  return setters
    ? {
        reason: 'hostProcess',
        detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true`,
      }
    : undefined;
};
