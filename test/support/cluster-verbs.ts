import { call, PATCH } from '../contract/plane.js';

/** Each verb as a request that changes nothing: what it names is not there. */
const REQUESTS = {
  get: ['GET', '/no-such', ''],
  list: ['GET', '', '?limit=1'],
  watch: ['GET', '', '?watch=1&timeoutSeconds=1'],
  create: ['POST', '', '?dryRun=All'],
  update: ['PUT', '/no-such', '?dryRun=All'],
  patch: ['PATCH', '/no-such', '?dryRun=All'],
  delete: ['DELETE', '/no-such', '?dryRun=All'],
  deletecollection: ['DELETE', '', '?dryRun=All&labelSelector=no-such'],
} as const;

type Verb = keyof typeof REQUESTS;

const VERBS = Object.keys(REQUESTS) as Verb[];
// A subresource belongs to one object.
const OF_SUBRESOURCES: Verb[] = ['get', 'create', 'update', 'patch', 'delete'];

/** The verbs that can be asked about a resource, `pods` or `pods/log`. */
export function verbsFor(resource: string): string[] {
  return resource.includes('/') ? OF_SUBRESOURCES : VERBS;
}

/** The verbs that the cluster does not refuse to the user, found by trying each. `root` is the path before the resource. */
export async function allowedVerbs(
  user: string,
  root: string,
  resource: string,
): Promise<string[]> {
  const [plural = '', subresource] = resource.split('/');
  const tried = verbsFor(resource).map(async (verb) => {
    const [method, name, query] = REQUESTS[verb as Verb];
    const place = subresource ? `/no-such/${subresource}` : name;
    const { status, body } = await call(
      method,
      `${root}/${plural}${place}${query}`,
      {
        as: user,
        ...(method.startsWith('P') && { body: {} }),
        ...(method === 'PATCH' && { type: PATCH.merge }),
      },
    );
    const isRefused =
      status === 403 && body.message?.includes(`cannot ${verb} resource`);
    return isRefused ? [] : [verb];
  });
  return (await Promise.all(tried)).flat();
}
