/** What a ResourceQuota counts, by the names that Kubernetes gives it. */
const CPU = ['requests.cpu', 'limits.cpu', 'cpu'];
const BYTES = [
  'requests.memory',
  'limits.memory',
  'memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.ephemeral-storage',
  'ephemeral-storage',
];
const NUMBERS = [
  'pods',
  'services',
  'services.nodeports',
  'services.loadbalancers',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'configmaps',
  'secrets',
  'resourcequotas',
];
const KNOWN = [...CPU, ...BYTES, ...NUMBERS];

/** Kinds of the groups that every cluster has; of other groups any kind may exist. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  '': [
    'pods',
    'services',
    'persistentvolumeclaims',
    'replicationcontrollers',
    'configmaps',
    'secrets',
    'resourcequotas',
    'serviceaccounts',
    'endpoints',
    'events',
    'limitranges',
    'podtemplates',
  ],
  apps: [
    'deployments',
    'replicasets',
    'statefulsets',
    'daemonsets',
    'controllerrevisions',
  ],
  batch: ['jobs', 'cronjobs'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
  autoscaling: ['horizontalpodautoscalers'],
  policy: ['poddisruptionbudgets'],
};

const HUGE_PAGES = /^(requests\.)?hugepages-[1-9]\d*[KMG]i$/;
const DOMAIN = '[a-z0-9]([-a-z0-9.]*[a-z0-9])?';
const OF_STORAGE_CLASS = new RegExp(
  `^${DOMAIN}\\.storageclass\\.storage\\.k8s\\.io/(requests\\.storage|persistentvolumeclaims)$`,
);
const OF_DEVICE_CLASS = new RegExp(
  `^${DOMAIN}\\.deviceclass\\.resource\\.k8s\\.io/devices$`,
);
const EXTENDED = new RegExp(
  `^requests\\.${DOMAIN}/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$`,
);

/** Whether an amount of it is CPU. */
export function isCpu(resource: string): boolean {
  return CPU.includes(resource);
}

/** Whether an amount of it is bytes. */
export function isBytes(resource: string): boolean {
  return (
    BYTES.includes(resource) ||
    HUGE_PAGES.test(resource) ||
    resource.endsWith('/requests.storage')
  );
}

/** Whether a quota counts it, and if not, a sentence that helps. */
export function toKnownResource(
  resource: string,
): { ok: true } | { ok: false; message: string } {
  if (isKnown(resource)) return { ok: true };
  const meant = suggestion(resource);
  const message = meant
    ? `A quota does not count "${resource}": did you mean "${meant}"?`
    : `A quota does not count "${resource}". It counts ${KNOWN.join(', ')}, and objects of any kind as "count/<plural>.<group>", e.g. "count/jobs.batch".`;
  return { ok: false, message };
}

function isKnown(resource: string): boolean {
  if (resource.startsWith('count/')) return isCounted(resource.slice(6));
  return (
    resource.length <= 253 &&
    (KNOWN.includes(resource) ||
      HUGE_PAGES.test(resource) ||
      OF_STORAGE_CLASS.test(resource) ||
      OF_DEVICE_CLASS.test(resource) ||
      EXTENDED.test(resource))
  );
}

function isCounted(name: string): boolean {
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name) || name.length > 63)
    return false;
  const [plural = '', ...rest] = name.split('.');
  const known = COUNTED[rest.join('.')];
  return known ? known.includes(plural) : rest.length > 1;
}

/** The name that is close: the same word counted as a kind, in the plural, or behind another prefix. */
function suggestion(resource: string): string | undefined {
  const word =
    resource
      .toLowerCase()
      .replace(/^count\//, '')
      .split('.')[0] ?? '';
  for (const plural of [word, `${word}s`, `${word}es`]) {
    const group = Object.keys(COUNTED).find((each) =>
      COUNTED[each]?.includes(plural),
    );
    if (group === '' && KNOWN.includes(plural)) return plural;
    if (group !== undefined)
      return `count/${plural}${group === '' ? '' : `.${group}`}`;
    const prefixed = KNOWN.find((known) => known.endsWith(`.${plural}`));
    if (prefixed) return prefixed;
  }
  return undefined;
}
