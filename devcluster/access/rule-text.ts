import type { PolicyRule } from './rbac-object.js';

/** Rights as an escalation error lists them: the verbs for one resource in one line, the lines sorted. */
export function toRightsText(rights: readonly PolicyRule[]): string {
  return [...new Set(joinVerbs(rights).map(toText))].sort().join('\n');
}

/** Only rights to a resource are joined, not those to a path. */
function joinVerbs(rights: readonly PolicyRule[]): PolicyRule[] {
  const joined = new Map<string, PolicyRule>();
  rights.forEach((right, position) => {
    const { verbs, ...target } = right;
    const key = target.nonResourceURLs
      ? String(position)
      : JSON.stringify(target);
    const before = joined.get(key)?.verbs ?? [];
    joined.set(key, { ...target, verbs: [...before, ...verbs] });
  });
  return [...joined.values()];
}

function toText(rule: PolicyRule): string {
  const fields: [name: string, values?: readonly string[]][] = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ];
  const parts = fields.flatMap(([name, values]) =>
    values?.length ? [`${name}:${toListText(values)}`] : [],
  );
  return `{${parts.join(', ')}}`;
}

/** `["a" "b"]`, as Go prints lists of strings. */
export function toListText(values: readonly string[]): string {
  return `[${values.map((one) => JSON.stringify(one)).join(' ')}]`;
}
