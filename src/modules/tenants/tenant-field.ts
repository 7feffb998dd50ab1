const FIELDS: readonly [RegExp, string][] = [
  [/^metadata\.name$/, 'name'],
  [/^metadata\.labels/, 'labels'],
  [/^spec\.hard/, 'quota'],
  [/^spec\.limits/, 'containerDefaults'],
  [/^subjects/, 'members'],
];

/** Which input field a field of the Namespace or of a guard came from. */
export function toTenantField(field: string): string[] | undefined {
  const found = FIELDS.find(([pattern]) => pattern.test(field));
  return found && ['input', found[1]];
}
