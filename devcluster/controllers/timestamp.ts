/** The time as Kubernetes writes most times: whole seconds. */
export function toTimestamp(ms = Date.now()): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The time with microseconds, as in newer events. */
export function toMicroTimestamp(ms = Date.now()): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
