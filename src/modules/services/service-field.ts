/** Which input field a field of the Service came from: "spec.ports[0].nodePort" is ["input", "ports", "0", "nodePort"]. */
export function toServiceField(field: string): string[] | undefined {
  const port = /^spec\.ports\[(\d+)\](?:\.(\w+))?/.exec(field);
  if (port)
    return ['input', 'ports', port[1] ?? '', ...(port[2] ? [port[2]] : [])];
  if (field.startsWith('spec.ports')) return ['input', 'ports'];
  if (field.startsWith('spec.selector')) return ['input', 'selector'];
  if (field.startsWith('spec.externalName')) return ['input', 'externalName'];
  if (field.startsWith('metadata.labels')) return ['input', 'labels'];
  return field.startsWith('metadata.name') ? ['input', 'name'] : undefined;
}
