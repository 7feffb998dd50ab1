import type { ApiClient } from '../kubelet/api-client.js';
import { type ClusterObject, isBeingDeleted } from './cluster-object.js';
import { type OfferedResource, offers } from './discovery.js';
import type { Remains } from './namespace-conditions.js';
import { PODS, toCollectionPath, toResourceKey } from './resource.js';
import { textOf, unlessGone } from './status-answer.js';

const PARTIAL_LIST =
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';

/** Deletes everything in a namespace, pods before all else, and returns what is left nevertheless. */
export async function deleteContent(
  client: ApiClient,
  namespace: string,
  resources: readonly OfferedResource[],
): Promise<Remains> {
  const isPods = (one: OfferedResource) =>
    toResourceKey(one) === toResourceKey(PODS);
  const pods = await deleteAll(client, namespace, resources.filter(isPods));
  if (pods.byResource.size > 0 || pods.failures.length > 0) return pods;
  const others = resources.filter((one) => !isPods(one));
  return deleteAll(client, namespace, others);
}

async function deleteAll(
  client: ApiClient,
  namespace: string,
  resources: readonly OfferedResource[],
): Promise<Remains> {
  const byResource = new Map<string, number>();
  const byFinalizer = new Map<string, number>();
  const failures: string[] = [];
  await Promise.all(
    resources.map(async (resource) => {
      try {
        const left = await deleteResource(client, namespace, resource);
        if (left.length > 0)
          byResource.set(toResourceKey(resource), left.length);
        for (const { metadata } of left)
          for (const finalizer of metadata.finalizers ?? [])
            byFinalizer.set(finalizer, (byFinalizer.get(finalizer) ?? 0) + 1);
      } catch (error) {
        failures.push(textOf(error));
      }
    }),
  );
  return { byResource, byFinalizer, failures };
}

/** Returns what is left. Most kinds have nothing in most namespaces, which one look tells. */
async function deleteResource(
  client: ApiClient,
  namespace: string,
  resource: OfferedResource,
): Promise<ClusterObject[]> {
  const path = toCollectionPath(resource, namespace);
  const list = async () => {
    const { items } = await client.send<{ items: ClusterObject[] | null }>({
      method: 'GET',
      path,
      accept: PARTIAL_LIST,
    });
    return items ?? [];
  };
  const found = await list();
  // What is being deleted already only waits for somebody else.
  if (found.every(isBeingDeleted)) return found;
  const remove = (target: string) =>
    client.send({
      method: 'DELETE',
      path: target,
      body: { propagationPolicy: 'Background' },
    });
  await (offers(resource, 'deletecollection')
    ? remove(path)
    : Promise.all(
        found.map(({ metadata }) =>
          unlessGone(remove(`${path}/${metadata.name}`)),
        ),
      ));
  return list();
}
