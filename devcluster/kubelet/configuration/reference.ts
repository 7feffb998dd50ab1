/** What a pod wants of a Secret or a ConfigMap. */
export interface Reference {
  kind: 'Secret' | 'ConfigMap';
  name: string;
  keys: readonly string[];
  optional: boolean;
}

/** What was not there: the object, or one key of it. */
export interface Missing {
  kind: 'Secret' | 'ConfigMap';
  name: string;
  key?: string;
}

/** A Secret or a ConfigMap as far as a kubelet needs it here. */
export interface ConfigurationObject {
  type?: string;
  keys: ReadonlySet<string>;
}

/** Reads a Secret or a ConfigMap; undefined when there is none. */
export type ReadConfiguration = (
  kind: Reference['kind'],
  namespace: string,
  name: string,
) => Promise<ConfigurationObject | undefined>;

/** Returns the first thing that is missing, in the order of the references; what is optional never is. */
export async function findMissing(
  read: ReadConfiguration,
  namespace: string,
  references: readonly Reference[],
): Promise<Missing | undefined> {
  for (const { kind, name, keys, optional } of references) {
    if (optional) continue;
    const object = await read(kind, namespace, name);
    if (!object) return { kind, name };
    const key = keys.find((one) => !object.keys.has(one));
    if (key !== undefined) return { kind, name, key };
  }
  return undefined;
}
