import type { KubeObject } from '../api/kube-object.js';
import type { ObjectReader } from '../api/object-reader.js';
import { badRequest, conflict, notFound } from '../api/status-error.js';
import type { AccountName } from './service-account.js';
import type { AccountClaims, ClaimedObject } from './token-claims.js';

/** The object with which a token ends. */
export interface BoundObjectRef {
  kind?: string;
  apiVersion?: string;
  name?: string;
  uid?: string;
}

type BoundClaims = Pick<AccountClaims, 'pod' | 'secret' | 'node'>;

/** What a token says about the object that it is bound to. Throws the Status of an object that it cannot be bound to. */
export function toBoundClaims(
  reference: BoundObjectRef | null,
  account: AccountName,
  reader: ObjectReader,
): BoundClaims {
  if (!reference) return {};
  const { kind = '', apiVersion = '', name = '' } = reference;
  const core = !apiVersion.includes('/');
  if (core && kind === 'Secret')
    return { secret: claim(reference, account.namespace, reader) };
  if (core && kind === 'Node') return { node: claim(reference, '', reader) };
  if (!core || kind !== 'Pod')
    throw badRequest(
      `cannot bind token to object of type ${core ? `/${apiVersion}` : apiVersion}, Kind=${kind}`,
    );
  const pod = claim(reference, account.namespace, reader);
  const stored = reader.get(PODS, account.namespace, name) as PodObject;
  if (stored.spec?.serviceAccountName !== account.name)
    throw badRequest(
      `cannot bind token for serviceaccount "${account.name}" to pod running with different serviceaccount name.`,
    );
  return { ...toNode(stored.spec.nodeName, reader), pod };
}

interface PodObject extends KubeObject {
  spec?: { serviceAccountName?: string; nodeName?: string };
}

const PODS = { group: '', plural: 'pods' };
const NODES = { group: '', plural: 'nodes' };

function claim(
  { kind = '', name = '', uid }: BoundObjectRef,
  namespace: string,
  reader: ObjectReader,
): ClaimedObject {
  const resource = { group: '', plural: `${kind.toLowerCase()}s` };
  const object = reader.get(resource, namespace, name);
  if (!object) throw notFound(resource, name);
  const found = object.metadata.uid ?? '';
  if (uid && uid !== found)
    throw conflict(
      { group: '', plural: kind },
      name,
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    );
  return { name, uid: found };
}

function toNode(name: string | undefined, reader: ObjectReader): BoundClaims {
  if (!name) return {};
  const uid = reader.get(NODES, '', name)?.metadata.uid;
  return { node: { name, ...(uid && { uid }) } };
}
