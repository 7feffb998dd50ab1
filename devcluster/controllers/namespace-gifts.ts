import { isEqual } from '../store/is-equal.js';
import {
  type ClusterObject,
  fromKey,
  isBeingDeleted,
  keyOf,
  toKey,
} from './cluster-object.js';
import { type Controller, startWhenSynced } from './controller.js';
import type { Namespace } from './namespace.js';
import {
  CONFIG_MAPS,
  NAMESPACES,
  type Resource,
  SERVICE_ACCOUNTS,
} from './resource.js';
import { isOfEndingNamespace, isRefusedWith } from './status-answer.js';
import { WorkQueue } from './work-queue.js';

interface ConfigMap extends ClusterObject {
  data?: Record<string, string>;
}

/** An object that every namespace gets, and gets again. */
interface Gift<T extends ClusterObject> {
  controller: string;
  resource: Resource;
  name: string;
  body: object;
  /** Makes good what somebody has changed; undefined when nothing is. */
  repair?: (object: T) => T | undefined;
}

const ROOT_CA_DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Gives every namespace the service account `default` (D10/bootstrap). */
export const runServiceAccounts: Controller = (context) =>
  runGifts(context, {
    controller: 'serviceaccount-controller',
    resource: SERVICE_ACCOUNTS,
    name: 'default',
    body: {},
  });

/** Gives every namespace the certificate authority of the API server (D10/bootstrap). */
export const runRootCertificates: Controller = (context) => {
  const data = { 'ca.crt': context.ca };
  const annotations = { 'kubernetes.io/description': ROOT_CA_DESCRIPTION };
  return runGifts<ConfigMap>(context, {
    controller: 'root-ca-certificate-publisher',
    resource: CONFIG_MAPS,
    name: 'kube-root-ca.crt',
    body: { metadata: { annotations }, data },
    repair: (object) =>
      isEqual(object.data, data) ? undefined : { ...object, data },
  });
};

function runGifts<T extends ClusterObject>(
  { collections, signal, log }: Parameters<Controller>[0],
  { controller, resource, name, body, repair }: Gift<T>,
): void {
  const namespaces = collections.of<Namespace>(NAMESPACES);
  const gifts = collections.of<T>(resource);
  const work = synchronise;
  const queue = new WorkQueue({ name: controller, work, signal, log });

  async function synchronise(key: string): Promise<void> {
    const [, namespace] = fromKey(key);
    const home = namespaces.cache.find(key);
    if (!home || isBeingDeleted(home)) return;
    const present = gifts.cache.get(namespace, name);
    const repaired = present && repair?.(present);
    if (repaired) await gifts.replace(repaired);
    if (present) return;
    const metadata = { ...(body as Partial<ClusterObject>).metadata, name };
    try {
      await gifts.create(namespace, { ...body, metadata });
    } catch (error) {
      if (!isOfEndingNamespace(error) && !isRefusedWith(error, 409))
        throw error;
    }
  }

  namespaces.cache.onChange((now) => now && queue.add(keyOf(now)));
  gifts.cache.onChange((now, before) => {
    const { metadata } = (now ?? before) as T;
    if (metadata.name === name && (before || repair))
      queue.add(toKey(undefined, metadata.namespace ?? ''));
  });
  startWhenSynced([namespaces, gifts], () => queue.start());
}
