import {
  duplicate,
  type FieldError,
  invalid,
  notSupported,
  required,
} from '../api/field-error.js';
import { validateAddress } from './address-validation.js';
import { validateEach, validateOneOf } from './field-validation.js';
import { parseAddress } from './ip-address.js';
import { isHeadless, type ServiceSpec } from './service-object.js';

const FIELD = 'spec.clusterIPs';
const FAMILIES = ['IPv4', 'IPv6'];

/** What is wrong with the addresses of a service and their families: K5/range. */
export function validateServiceAddresses(spec: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const { clusterIPs = [] } = spec;
  const bad = validateForms(clusterIPs);
  return [
    ...validateAgreement(spec),
    ...validateFamilies(spec.ipFamilies),
    ...validateOneOf(spec.ipFamilyPolicy, 'spec.ipFamilyPolicy', [
      'PreferDualStack',
      'RequireDualStack',
      'SingleStack',
    ]),
    ...bad,
    ...(clusterIPs.length > 2
      ? [invalid(FIELD, clusterIPs, 'may only hold up to 2 values')]
      : []),
    ...(bad.length > 0 ? [] : validateFamiliesOfAddresses(spec)),
  ];
}

function validateAgreement({
  clusterIP,
  clusterIPs = [],
}: ServiceSpec): FieldError[] {
  if (!clusterIP)
    return clusterIPs.length > 0
      ? [
          invalid(
            FIELD,
            clusterIPs,
            'must be empty when `clusterIP` is not specified',
          ),
        ]
      : [];
  if (clusterIPs.length === 0) return [required(FIELD)];
  return clusterIPs[0] === clusterIP
    ? []
    : [invalid(FIELD, clusterIPs, 'first value must match `clusterIP`')];
}

function validateFamilies(families: readonly string[] = []): FieldError[] {
  return validateEach(families, 'spec.ipFamilies', (family, field, index) => [
    ...(FAMILIES.includes(family)
      ? []
      : [notSupported(field, family, FAMILIES)]),
    ...(families.indexOf(family) < index ? [duplicate(field, family)] : []),
  ]);
}

function validateForms(clusterIPs: readonly string[]): FieldError[] {
  return validateEach(clusterIPs, FIELD, (address, field, index) => {
    if (index > 0 || address !== 'None') return validateAddress(address, field);
    return clusterIPs.length > 1
      ? [invalid(FIELD, clusterIPs, "'None' must be the first and only value")]
      : [];
  });
}

function validateFamiliesOfAddresses(spec: ServiceSpec): FieldError[] {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  if (isHeadless(spec)) return [];
  const families = clusterIPs.map((address) => parseAddress(address)?.family);
  const areOfDifferentFamilies =
    clusterIPs.length === 2 && families[0] !== families[1];
  return [
    ...(clusterIPs.length > 1 && !areOfDifferentFamilies
      ? [
          invalid(
            FIELD,
            clusterIPs,
            'may specify no more than one IP for each IP family',
          ),
        ]
      : []),
    ...validateEach(clusterIPs, FIELD, (address, field, index) => {
      const wanted = ipFamilies[index];
      return wanted === undefined || wanted === families[index]
        ? []
        : [
            invalid(
              field,
              address,
              `expected an ${wanted} value as indicated by \`ipFamilies[${index}]\``,
            ),
          ];
    }),
  ];
}
