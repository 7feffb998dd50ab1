import type { AdmissionRequest, Mutator } from '../api/admission.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { notFound } from '../api/status-error.js';
import { refuse } from './refusal.js';

const NAMESPACES = { group: '', plural: 'namespaces' };
const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);

/** Refuses what may not be made in a namespace that is missing or being deleted, and the deletion of three namespaces
 * (C3/no-namespace, D7/protected, D8). */
export const guardNamespaces: Mutator = (request) => {
  const { operation, kind, name, namespace, reader } = request;
  if (isNamespace(kind)) {
    if (operation === 'DELETE' && IMMORTAL.has(name))
      throw refuse(request, 'this namespace may not be deleted');
    return;
  }
  if (operation !== 'CREATE' || !kind.namespaced || isReview(kind)) return;
  const found = reader.get(NAMESPACES, '', namespace);
  if (!found) throw notFound(NAMESPACES, namespace);
  if (isTerminating(found)) throw refuseContent(request);
};

/** Whether a namespace is being deleted. */
export function isTerminating({ status }: KubeObject): boolean {
  return (status as { phase?: string } | undefined)?.phase === 'Terminating';
}

function refuseContent(request: AdmissionRequest) {
  const { namespace } = request;
  return refuse(
    request,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}

const isNamespace = ({ group, plural }: Kind) =>
  group === '' && plural === 'namespaces';

/** Who may ask for rights in a namespace must not learn from the answer whether it exists. */
const isReview = ({ group, plural }: Kind) =>
  group === 'authorization.k8s.io' && plural === 'localsubjectaccessreviews';
