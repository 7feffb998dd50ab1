/** Fields that ask the cluster once (or so often) for each object that they are selected on. Everything else is read in batches,
 * so that a list of a kind is read once, however many objects ask for it. */
const CALLS: Readonly<Record<string, number>> = {
  'Viewer.can': 1,
  'Pod.logs': 1,
  // Of each of its pods.
  'App.logs': 5,
};
/** Types all of whose fields do. */
const CALLS_OF_TYPE: Readonly<Record<string, number>> = {
  Query: 1,
  Mutation: 10,
  TenantPermissions: 1,
  AppPermissions: 1,
};

/** The calls to the cluster that a field may cost for each object that it is selected on. */
export function callsOf(type: string, field: string): number {
  return CALLS[`${type}.${field}`] ?? CALLS_OF_TYPE[type] ?? 0;
}

/** What the table speaks of, for a test that the schema has it all. */
export const COORDINATES = [
  ...Object.keys(CALLS),
  ...Object.keys(CALLS_OF_TYPE),
];
