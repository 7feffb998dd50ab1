const FIELDS: [RegExp, string][] = [
  [/^metadata\.name/, 'name'],
  [/^metadata\.labels/, 'labels'],
  [/containers\[0\]\.image/, 'image'],
  [/containers\[0\]\.ports/, 'ports'],
  [/containers\[0\]\.env/, 'env'],
  [/resources\.requests(\[|\.)cpu/, 'cpu'],
  [/resources\.requests(\[|\.)memory/, 'memory'],
  [/resources\.limits(\[|\.)cpu/, 'cpuLimit'],
  [/resources\.limits(\[|\.)memory/, 'memoryLimit'],
  [/resources\.requests/, 'memory'],
  [/runAsUser/, 'runAsUser'],
  [/imagePullSecrets/, 'imagePullSecrets'],
  [/spec\.replicas/, 'replicas'],
];

/** Which input field a field of a Pod, or of an app's pod template, came from. */
export function toPodField(field: string): string[] | undefined {
  const match = FIELDS.find(([pattern]) => pattern.test(field));
  return match && ['input', match[1]];
}
