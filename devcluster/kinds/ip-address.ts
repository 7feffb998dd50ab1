import { isIPv4, isIPv6 } from 'node:net';

/** An address as a number, so that ranges are sums and comparisons. */
export interface IpAddress {
  family: 'IPv4' | 'IPv6';
  value: bigint;
}

/** A range of addresses: those that share the first `length` bits. */
export interface IpRange {
  family: 'IPv4' | 'IPv6';
  first: bigint;
  last: bigint;
  length: number;
  /** The address that was given, which may have bits beyond the prefix. */
  given: bigint;
}

const MAPPED = 0xffff_0000_0000n;

/** Parses an address as the API server does, also an IPv4 address with leading zeros; undefined when it is none. */
export function parseAddress(text: string): IpAddress | undefined {
  const plain = withoutLeadingZeros(text);
  if (isIPv4(plain)) return { family: 'IPv4', value: toNumber(plain) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const value = toNumber6(text);
  return isMapped(value)
    ? { family: 'IPv4', value: value - MAPPED }
    : { family: 'IPv6', value };
}

/** Whether a text is an IPv4 address in the form of an IPv6 one. */
export const isMappedAddress = (text: string): boolean =>
  isIPv6(text) && !text.includes('%') && isMapped(toNumber6(text));

/** Parses a range such as 10.0.0.0/8; undefined when it is none. */
export function parseRange(text: string): IpRange | undefined {
  const [addressText = '', lengthText = '', ...rest] = text.split('/');
  const address = parseAddress(addressText);
  if (!address || rest.length > 0 || !/^\d+$/.test(lengthText))
    return undefined;
  const length = Number(lengthText);
  const bits = address.family === 'IPv4' && !isIPv6(addressText) ? 32 : 128;
  if (length > bits) return undefined;
  const size = 1n << BigInt(bits - length);
  const first = (address.value / size) * size;
  return {
    family: address.family,
    first,
    last: first + size - 1n,
    length,
    given: address.value,
  };
}

/** Prints an IPv4 address. */
export function formatAddress(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

/** Prints an IPv6 address in its canonical form. */
export function canonicalAddress6(text: string): string {
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

const withoutLeadingZeros = (text: string): string =>
  text.replace(/(^|\.)0+(?=\d)/g, '$1');

const isMapped = (value: bigint): boolean => value >> 32n === 0xffffn;

const toNumber = (text: string): bigint =>
  text.split('.').reduce((number, part) => (number << 8n) | BigInt(part), 0n);

function toNumber6(text: string): bigint {
  const [start = '', end] = canonicalAddress6(text).split('::');
  const toGroups = (part: string) => (part ? part.split(':') : []);
  const before = toGroups(start);
  const after = toGroups(end ?? '');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce(
    (number, group) => (number << 16n) | BigInt(`0x${group}`),
    0n,
  );
}
