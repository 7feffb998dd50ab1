import type { Mutator } from '../api/admission.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import type { ObjectReader } from '../api/object-reader.js';
import { isTerminating } from './namespace-lifecycle.js';
import { isPod, newPodOf, type PodObject, type PodSpec } from './pod-object.js';
import { refuse } from './refusal.js';
import { mountToken } from './token-volume.js';

const ACCOUNTS = { group: '', plural: 'serviceaccounts' };
const DEFAULT = 'default';

interface ServiceAccount extends KubeObject {
  automountServiceAccountToken?: boolean;
  imagePullSecrets?: { name: string }[];
}

/** Gives a pod its service account with token and pull secrets (K1/pod-admission, K2/account). `randomSuffix` makes the end of
 * the volume's name. */
export function createAccountMutator(randomSuffix: () => string): Mutator {
  return (request) => {
    const pod = newPodOf(request);
    if (!pod) return;
    const { spec } = pod;
    const { namespace, reader } = request;
    const name = accountNameOf(spec);
    // The second field is the older name of the first.
    spec.serviceAccountName = name;
    spec.serviceAccount = name;
    const account: ServiceAccount | undefined = reader.get(
      ACCOUNTS,
      namespace,
      name,
    );
    if (!account)
      throw refuse(
        request,
        `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`,
      );
    if (mountsToken(spec, account)) mountToken(spec, randomSuffix);
    if (!spec.imagePullSecrets?.length && account.imagePullSecrets?.length)
      spec.imagePullSecrets = account.imagePullSecrets.map((secret) => ({
        name: secret.name,
      }));
  };
}

/** Whether a new object is a pod whose service account is about to come: that of a namespace that was just made (D10/early-pod). */
export function isEarlyPod(
  kind: Kind,
  object: KubeObject,
  namespace: string,
  reader: ObjectReader,
): boolean {
  if (!isPod(kind) || accountNameOf((object as PodObject).spec) !== DEFAULT)
    return false;
  const home = reader.get({ group: '', plural: 'namespaces' }, '', namespace);
  return (
    home !== undefined &&
    !isTerminating(home) &&
    !reader.get(ACCOUNTS, namespace, DEFAULT)
  );
}

// A body may come without a spec: it is judged later.
const accountNameOf = (spec: PodSpec | undefined): string =>
  spec?.serviceAccountName || spec?.serviceAccount || DEFAULT;

const mountsToken = (spec: PodSpec, account: ServiceAccount): boolean =>
  spec.automountServiceAccountToken ??
  account.automountServiceAccountToken ??
  true;
