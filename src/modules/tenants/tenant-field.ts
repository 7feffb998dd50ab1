/** Which input field a field of the Namespace came from. */
export function toTenantField(field: string): string[] | undefined {
  if (field.startsWith('metadata.name')) return ['input', 'name'];
  if (field.startsWith('metadata.labels')) return ['input', 'labels'];
  return undefined;
}
