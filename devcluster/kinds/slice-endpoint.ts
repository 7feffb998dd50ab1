import { isIPv6 } from 'node:net';

import {
  duplicate,
  type FieldError,
  invalid,
  required,
} from '../api/field-error.js';
import {
  validateAddress,
  validateCanonicalAddress,
  validateEndpointAddress,
} from './address-validation.js';
import { validateByRule, validateEach } from './field-validation.js';
import {
  checkLabelName,
  checkLabelValue,
  checkSubdomainName,
} from './name-rules.js';
import { tooMany } from './too-many.js';

const MOST_ADDRESSES = 100;
const MOST_HINTS = 8;

export interface SliceEndpoint {
  addresses?: string[] | null;
  nodeName?: string;
  hostname?: string;
  deprecatedTopology?: Record<string, string>;
  hints?: { forZones?: Hint[]; forNodes?: Hint[] };
}

interface Hint {
  name?: string;
}

/** What is wrong with an endpoint of an EndpointSlice. */
export function validateEndpoint(
  { addresses, nodeName, hostname, hints }: SliceEndpoint,
  addressType: string | undefined,
  field: string,
): FieldError[] {
  const addressesField = `${field}.addresses`;
  return [
    ...(addresses?.length
      ? tooMany(addresses, addressesField, MOST_ADDRESSES, () => [])
      : [required(addressesField)]),
    ...validateEach(addresses, addressesField, (address, addressField) =>
      validateByType(address, addressType, addressesField, addressField),
    ),
    ...(nodeName === undefined
      ? []
      : validateByRule(nodeName, `${field}.nodeName`, checkSubdomainName)),
    ...(hostname === undefined
      ? []
      : validateByRule(hostname, `${field}.hostname`, checkLabelName)),
    ...validateHints(
      hints?.forZones,
      `${field}.hints.forZones`,
      checkLabelValue,
    ),
    ...validateHints(
      hints?.forNodes,
      `${field}.hints.forNodes`,
      checkSubdomainName,
    ),
  ];
}

function validateByType(
  address: string,
  addressType: string | undefined,
  listField: string,
  field: string,
): FieldError[] {
  if (addressType === 'FQDN') return validateDomain(address, field);
  if (addressType !== 'IPv4' && addressType !== 'IPv6') return [];
  const errors =
    addressType === 'IPv4'
      ? validateAddress(address, field)
      : validateCanonicalAddress(address, field);
  if (errors.length > 0) return errors;
  return [
    ...(isIPv6(address) === (addressType === 'IPv6')
      ? []
      : [invalid(listField, address, `must be an ${addressType} address`)]),
    ...validateEndpointAddress(address, field),
  ];
}

function validateDomain(address: string, field: string): FieldError[] {
  const domain = address.replace(/\.$/, '');
  if (!address) return [required(field)];
  const messages = checkSubdomainName(domain);
  if (messages.length > 0) return [invalid(field, domain, messages.join(','))];
  if (!domain.includes('.'))
    return [
      invalid(
        field,
        domain,
        'should be a domain with at least two segments separated by dots',
      ),
    ];
  const bad = domain
    .split('.')
    .find((label) => checkLabelName(label).length > 0);
  return bad === undefined
    ? []
    : [invalid(field, bad, checkLabelName(bad).join(','))];
}

function validateHints(
  hints: readonly Hint[] = [],
  field: string,
  rule: (name: string) => string[],
): FieldError[] {
  const names = new Set<string>();
  return tooMany(hints, field, MOST_HINTS, () =>
    validateEach(hints, field, ({ name = '' }, hintField) => {
      const isRepeated = names.has(name);
      names.add(name);
      return [
        ...(isRepeated ? [duplicate(`${hintField}.name`, name)] : []),
        ...validateByRule(name, `${hintField}.name`, rule),
      ];
    }),
  );
}
