import { eventually } from '../support/eventually.js';
import { call, PATCH, type Thing } from './plane.js';

/** An ordinary image: it runs and is ready at once. */
export const IMAGE = 'example.com/app:1';
/** It runs and is never ready. */
export const NEVER_READY = 'moorage.dev/never-ready';

export interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
}

/** What a generated name ends with. */
export const SUFFIX = '[bcdfghjklmnpqrstvwxz2456789]{5}';

/** Collections of one namespace. */
export function pathsOf(namespace: string) {
  const core = `/api/v1/namespaces/${namespace}`;
  const apps = `/apis/apps/v1/namespaces/${namespace}`;
  return {
    core,
    pods: `${core}/pods`,
    events: `${core}/events`,
    configMaps: `${core}/configmaps`,
    services: `${core}/services`,
    endpoints: `${core}/endpoints`,
    controllers: `${core}/replicationcontrollers`,
    replicaSets: `${apps}/replicasets`,
    deployments: `${apps}/deployments`,
    slices: `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`,
  };
}

/** A pod's template, or with a name the body of a pod. */
export function aPod(
  labels: Record<string, string>,
  spec: object = {},
  metadata: object = {},
) {
  return {
    metadata: { labels, ...metadata },
    spec: { containers: [{ name: 'c', image: IMAGE }], ...spec },
  };
}

/** A template whose only container runs the image. */
export function aTemplate(app: string, image = IMAGE) {
  return aPod({ app }, { containers: [{ name: 'c', image }] });
}

/** A deployment or replica set named after its app. */
export function aWorkload(app: string, spec: object = {}) {
  return {
    metadata: { name: app },
    spec: {
      selector: { matchLabels: { app } },
      template: aTemplate(app),
      ...spec,
    },
  };
}

/** Creates an object; throws on a refusal. */
export async function create<T = Thing>(
  collection: string,
  body: object,
): Promise<T> {
  const answer = await call<T>('POST', collection, { body });
  if (answer.status !== 201)
    throw new Error(`POST ${collection}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Merges into an object; throws on a refusal. */
export async function change<T = Thing>(
  path: string,
  body: object,
): Promise<T> {
  const answer = await call<T>('PATCH', path, { body, type: PATCH.merge });
  if (answer.status !== 200)
    throw new Error(`PATCH ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Reads a path until the check does not throw, and returns what was read then. */
export function until<T = Thing>(
  path: string,
  check: (body: T) => void,
  seconds = 15,
): Promise<T> {
  return eventually(async () => {
    const { status, text, body } = await call<T>('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
    check(body);
    return body;
  }, seconds);
}

/** Waits until nothing is at the path. */
export async function untilGone(path: string, seconds = 15): Promise<void> {
  await eventually(async () => {
    const { status, text } = await call('GET', path);
    if (status !== 404) throw new Error(`GET ${path}: ${status} ${text}`);
  }, seconds);
}

/** The query of a label selector. */
export function labelled(selector: string): string {
  return `?labelSelector=${encodeURIComponent(selector)}`;
}

/** The condition of a status, without its times. */
export function conditionOf(thing: Thing, type: string): Condition | undefined {
  const conditions = thing.status.conditions as Condition[] | undefined;
  const found = conditions?.find((one) => one.type === type);
  if (!found) return undefined;
  const { status, reason, message } = found;
  return { type, status, reason, message };
}
