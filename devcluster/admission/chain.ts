import type { Mutator, Validator } from '../api/admission.js';
import type { Kind } from '../api/kind.js';
import { tolerateLostNodes } from './default-tolerations.js';
import { holdToLimits } from './limit-bounds.js';
import { setLimitDefaults } from './limit-defaults.js';
import { guardNamespaces } from './namespace-lifecycle.js';
import { keepPriority, setPriority } from './pod-priority.js';
import { securePods } from './pod-security/pod-security.js';
import { createQuotaValidator } from './resource-quota.js';
import { refuseOverhead, refuseRuntimeClass } from './runtime-class.js';
import { createAccountMutator } from './service-account.js';
import { refuseGrowth } from './storage-claim.js';

export interface AdmissionOptions {
  /** The kind under which quotas are written when something is counted. */
  resourceQuota: Kind;
  /** Five random letters, as for a generated name. */
  randomSuffix(this: void): string;
}

export interface Admission {
  mutators: readonly Mutator[];
  validators: readonly Validator[];
}

/** All admission, in the order of the real API server: quotas come last, because what they count must be admitted. */
export function createAdmission({
  resourceQuota,
  randomSuffix,
}: AdmissionOptions): Admission {
  return {
    mutators: [
      guardNamespaces,
      setLimitDefaults,
      createAccountMutator(randomSuffix),
      setPriority,
      keepPriority,
      tolerateLostNodes,
      refuseRuntimeClass,
    ],
    validators: [
      holdToLimits,
      securePods,
      refuseGrowth,
      refuseOverhead,
      createQuotaValidator(resourceQuota),
    ],
  };
}
