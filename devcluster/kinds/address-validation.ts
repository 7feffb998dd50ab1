import { isIPv4 } from 'node:net';

import { type FieldError, invalid } from '../api/field-error.js';
import {
  canonicalAddress6,
  type IpAddress,
  type IpRange,
  isMappedAddress,
  parseAddress,
  parseRange,
} from './ip-address.js';

interface SpecialRange {
  ranges: readonly IpRange[];
  message: string;
}

const toRanges = (...texts: string[]): IpRange[] =>
  texts.flatMap((text) => parseRange(text) ?? []);

const SPECIAL: readonly SpecialRange[] = [
  {
    ranges: toRanges('127.0.0.0/8', '::1/128'),
    message: 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
  },
  {
    ranges: toRanges('169.254.0.0/16', 'fe80::/10'),
    message: 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  },
  {
    ranges: toRanges('224.0.0.0/24', 'ff02::/16'),
    message:
      'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  },
];

/** What is wrong with an address of a field from before addresses had a strict form. */
export function validateAddress(text: string, field: string): FieldError[] {
  if (!parseAddress(text))
    return [
      invalid(
        field,
        text,
        'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ),
    ];
  return text.includes(':') || isIPv4(text)
    ? isMappedAddress(text)
      ? [invalid(field, text, 'must not be an IPv4-mapped IPv6 address')]
      : []
    : [invalid(field, text, 'must not have leading 0s')];
}

/** What is wrong with an address that must be in its canonical form. */
export function validateCanonicalAddress(
  text: string,
  field: string,
): FieldError[] {
  const errors = validateAddress(text, field);
  if (errors.length > 0 || !text.includes(':')) return errors;
  const canonical = canonicalAddress6(text);
  return canonical === text
    ? []
    : [invalid(field, text, `must be in canonical form ("${canonical}")`)];
}

/** What is wrong with an address to which traffic is sent. */
export function validateEndpointAddress(
  text: string,
  field: string,
): FieldError[] {
  const address = parseAddress(text);
  if (!address) return [invalid(field, text, 'must be a valid IP address')];
  if (address.value === 0n)
    return [invalid(field, text, `may not be unspecified (${text})`)];
  return SPECIAL.filter(({ ranges }) =>
    ranges.some((range) => isWithin(address, range)),
  ).map(({ message }) => invalid(field, text, message));
}

/** What is wrong with a range of addresses. */
export function validateRange(text: string, field: string): FieldError[] {
  const range = parseRange(text);
  if (!range)
    return [
      invalid(
        field,
        text,
        'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      ),
    ];
  const [address = '', length = ''] = text.split('/');
  if (/^0\d/.test(length) || (!address.includes(':') && !isIPv4(address)))
    return [
      invalid(field, text, 'must not have leading 0s in IP or prefix length'),
    ];
  if (isMappedAddress(address))
    return [invalid(field, text, 'must not have an IPv4-mapped IPv6 address')];
  return range.given === range.first
    ? []
    : [invalid(field, text, 'must not have bits set beyond the prefix length')];
}

/** Whether an address, or the first of a range, is in a range. */
export function isInRange(text: string, rangeText: string): boolean {
  const range = parseRange(rangeText);
  const given = parseRange(text);
  const address = given
    ? { family: given.family, value: given.first }
    : parseAddress(text);
  return Boolean(range && address && isWithin(address, range));
}

function isWithin({ family, value }: IpAddress, range: IpRange): boolean {
  return range.family === family && value >= range.first && value <= range.last;
}
