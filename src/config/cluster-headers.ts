import { ConfigError } from './config-error.js';

const EXAMPLE = '{"X-Gateway-Key": "abc"}';
/** These say who calls, or how the message is built: they are the server's own to write. */
const OWN =
  /^(authorization|proxy-.*|cookie|impersonate-.*|x-remote-.*|host|connection|keep-alive|upgrade|te|trailer|transfer-encoding|expect|content-.*|accept|accept-encoding|user-agent)$/i;

/** MOORAGE_CLUSTER_HEADERS as header fields. Throws a ConfigError; values are not repeated, they may be secrets. */
export function toClusterHeaders(
  text: string | undefined,
): Record<string, string> | undefined {
  if (text === undefined) return undefined;
  const entries = Object.entries<unknown>(parse(text));
  const fields: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      throw new ConfigError(
        `MOORAGE_CLUSTER_HEADERS has "${name}", which cannot be the name of a header field.`,
      );
    if (OWN.test(name))
      throw new ConfigError(
        `MOORAGE_CLUSTER_HEADERS sets ${name}, which the server writes itself: remove it.`,
      );
    if (typeof value !== 'string' || !/^[ -~]*$/.test(value))
      throw new ConfigError(
        `MOORAGE_CLUSTER_HEADERS has a value of ${name} that is no text of plain letters, digits and signs.`,
      );
    fields[name] = value;
  }
  return fields;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new ConfigError(
    `MOORAGE_CLUSTER_HEADERS is not a JSON object, such as ${EXAMPLE}.`,
  );
}
