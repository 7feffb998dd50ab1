import { invalid, type UserError } from './user-error.type.js';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LETTERS = 'lower-case letters, digits and "-"';

/** A DNS label (RFC 1123), as namespaces have them. */
export function checkDnsLabel(
  field: (string | number)[],
  name: string,
  most = 63,
): UserError[] {
  if (DNS_LABEL.test(name) && name.length <= most) return [];
  return [
    invalid(
      field,
      `"${name}" is not a possible name: use ${LETTERS}, a letter or digit at both ends, at most ${most} characters.`,
    ),
  ];
}

/** A DNS-1035 label, as services have them: it begins with a letter. */
export function checkDns1035Label(
  field: string[],
  name: string,
  most = 63,
): UserError[] {
  if (DNS_1035_LABEL.test(name) && name.length <= most) return [];
  return [
    invalid(
      field,
      `"${name}" is not a possible name: begin with a letter, use ${LETTERS}, do not end with "-", at most ${most} characters.`,
    ),
  ];
}

/** A DNS subdomain: labels with dots between them, as pods and secrets have them. */
export function checkSubdomain(
  field: (string | number)[],
  name: string,
): UserError[] {
  if (SUBDOMAIN.test(name) && name.length <= 253) return [];
  return [
    invalid(
      field,
      `"${name}" is not a possible name: use ${LETTERS} with dots between parts, at most 253 characters.`,
    ),
  ];
}
