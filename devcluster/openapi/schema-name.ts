/** The name under which a type of the table of types stands in a document: `v1.Pod` is `io.k8s.api.core.v1.Pod`. */
export function toSchemaName(type: string): string {
  if (type.startsWith('meta.')) return `${META}.${type}`;
  // The table of types leaves out the word core.
  return type.split('.').length === 2
    ? `io.k8s.api.core.${type}`
    : `io.k8s.api.${type}`;
}

/** A pointer to a named schema. */
export function toReference(schemaName: string): { $ref: string } {
  return { $ref: `#/components/schemas/${schemaName}` };
}

const META = 'io.k8s.apimachinery.pkg.apis';
