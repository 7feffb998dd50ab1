import { envReferencesOf } from '../configuration/env-references.js';
import { findMissing, type Missing } from '../configuration/reference.js';
import { userOfImage } from '../images/image-user.js';
import {
  CACHE_NOT_SYNCED,
  CONFIG_MAP_KEY_MISSING,
  CONFIG_MAP_MISSING,
  type ReasonWording,
  SECRET_KEY_MISSING,
  SECRET_MISSING,
} from '../messages/configuration-missing.js';
import {
  IMAGE_RUNS_AS_ROOT,
  IMAGE_USER_HAS_NO_NUMBER,
  USER_IS_ROOT,
} from '../messages/runs-as-root.js';
import { fill, pick, type Values } from '../messages/wording.js';
import { toPodRef } from '../pod-object.js';
import type { Waiting } from './container-state.js';
import type { Scene } from './scene.js';

/** Returns why the container's configuration cannot be made; a promise only when something has to be read for it. */
export function findConfigurationProblem(
  scene: Scene,
): Waiting | undefined | Promise<Waiting | undefined> {
  const references = envReferencesOf(scene.spec);
  if (references.length === 0) return findUserProblem(scene);
  const { namespace } = scene.pod.metadata;
  return findMissing(scene.services.read, namespace, references).then(
    (missing) =>
      missing
        ? toWaiting(scene, toWordings(missing), { ...missing, namespace })
        : findUserProblem(scene),
    () => toWaiting(scene, CACHE_NOT_SYNCED, {}),
  );
}

function toWordings({ kind, key }: Missing): readonly ReasonWording[] {
  if (kind === 'Secret')
    return key === undefined ? SECRET_MISSING : SECRET_KEY_MISSING;
  return key === undefined ? CONFIG_MAP_MISSING : CONFIG_MAP_KEY_MISSING;
}

// pkg/kubelet/kuberuntime/security_context_others.go: the container's own settings go before the pod's.
function findUserProblem(scene: Scene): Waiting | undefined {
  const { spec, pod } = scene;
  const rules = { ...pod.spec.securityContext, ...spec.securityContext };
  if (!rules.runAsNonRoot) return undefined;
  if (rules.runAsUser !== undefined)
    return rules.runAsUser === 0 ? toWaiting(scene, USER_IS_ROOT) : undefined;
  const user = userOfImage(spec.image);
  if ('name' in user)
    return toWaiting(scene, IMAGE_USER_HAS_NO_NUMBER, { user: user.name });
  return user.uid === 0 ? toWaiting(scene, IMAGE_RUNS_AS_ROOT) : undefined;
}

function toWaiting(
  scene: Scene,
  wordings: readonly ReasonWording[],
  values: Values = {},
): Waiting {
  const { text, isReason } = pick(wordings, scene.variant);
  const message = fill(text, {
    ...values,
    container: scene.spec.name,
    podRef: toPodRef(scene.pod),
  });
  return isReason
    ? { reason: message }
    : { reason: 'CreateContainerConfigError', message };
}
