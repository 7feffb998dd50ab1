import { describe, expect, test } from '@jest/globals';

import {
  isInRange,
  validateAddress,
  validateCanonicalAddress,
  validateEndpointAddress,
  validateRange,
} from '../../../../devcluster/kinds/address-validation.js';
import {
  formatAddress,
  parseAddress,
} from '../../../../devcluster/kinds/ip-address.js';

const messages = (
  validate: (text: string, field: string) => { message: string }[],
  text: string,
) =>
  validate(text, 'f').map(({ message }) =>
    message.replace(`Invalid value: ${JSON.stringify(text)}: `, ''),
  );

describe('an address', () => {
  test('is a number', () => {
    expect(parseAddress('10.96.0.1')).toEqual({
      family: 'IPv4',
      value: 174_063_617n,
    });
    expect(parseAddress('010.096.0.1')?.value).toBe(174_063_617n);
    expect(parseAddress('::ffff:1.2.3.4')?.family).toBe('IPv4');
    expect(parseAddress('fd00::1')).toEqual({
      family: 'IPv6',
      value: 0xfd00n * 2n ** 112n + 1n,
    });
    for (const text of [
      '',
      '1.2.3',
      '1.2.3.256',
      'fe80::1%eth0',
      'a',
      '1.2.3.4 ',
    ])
      expect(parseAddress(text)).toBeUndefined();
    expect(formatAddress(174_063_617n)).toBe('10.96.0.1');
  });

  test.each([
    ['1.2.3.4', []],
    ['fe80:0::1', []],
    ['01.2.3.4', ['must not have leading 0s']],
    ['::ffff:1.2.3.4', ['must not be an IPv4-mapped IPv6 address']],
    ['x', ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']],
  ])('%s', (text, expected) => {
    expect(messages(validateAddress, text)).toEqual(expected);
  });

  test('may have to be canonical', () => {
    expect(messages(validateCanonicalAddress, 'fe80:0::1')).toEqual([
      'must be in canonical form ("fe80::1")',
    ]);
    expect(messages(validateCanonicalAddress, 'fe80::1')).toEqual([]);
  });

  test.each([
    ['10.0.0.1', []],
    ['0.0.0.0', ['may not be unspecified (0.0.0.0)']],
    ['::1', ['may not be in the loopback range (127.0.0.0/8, ::1/128)']],
    [
      '169.254.1.1',
      ['may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
    ],
    [
      '224.0.0.9',
      [
        'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
      ],
    ],
  ])('of an endpoint: %s', (text, expected) => {
    expect(messages(validateEndpointAddress, text)).toEqual(expected);
  });
});

describe('a range of addresses', () => {
  test.each([
    ['10.0.0.0/8', []],
    ['::/0', []],
    ['10.0.0.1/8', ['must not have bits set beyond the prefix length']],
    ['10.0.0.0/08', ['must not have leading 0s in IP or prefix length']],
    ['010.0.0.0/8', ['must not have leading 0s in IP or prefix length']],
    ['::ffff:1.2.3.4/128', ['must not have an IPv4-mapped IPv6 address']],
    [
      '10.0.0.0/33',
      ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
    ],
    [
      '10.0.0.0',
      ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
    ],
  ])('%s', (text, expected) => {
    expect(messages(validateRange, text)).toEqual(expected);
  });

  test('holds addresses and ranges of its family', () => {
    expect(isInRange('10.1.0.0/16', '10.0.0.0/8')).toBe(true);
    expect(isInRange('10.255.255.255', '10.0.0.0/8')).toBe(true);
    expect(isInRange('11.0.0.0', '10.0.0.0/8')).toBe(false);
    expect(isInRange('::a00:1', '10.0.0.0/8')).toBe(false);
    expect(isInRange('x', '10.0.0.0/8')).toBe(false);
  });
});
