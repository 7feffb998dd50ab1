import {
  type FieldError,
  forbiddenField,
  invalid,
  required,
} from '../api/field-error.js';
import {
  validateAddress,
  validateEndpointAddress,
} from './address-validation.js';
import {
  validateByRule,
  validateEach,
  validateOneOf,
  validateRequiredOneOf,
} from './field-validation.js';
import { validateLabels } from './label-validation.js';
import { checkBetween, checkSubdomainName } from './name-rules.js';
import { validateServiceAddresses } from './service-addresses.js';
import {
  isHeadless,
  type ServiceObject,
  type ServiceSpec,
} from './service-object.js';
import {
  validateServicePortNumbers,
  validateServicePorts,
} from './service-port.js';
import { validateServiceTraffic } from './service-traffic.js';

const A_DAY = 86_400;

/** What is wrong with a service: K6/type, K7. */
export function validateService({
  spec,
  metadata,
}: ServiceObject): FieldError[] {
  return [
    ...validateByType(spec),
    ...validateServicePorts(spec.ports ?? []),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...validateAffinity(spec),
    ...validateServiceAddresses(spec),
    ...validateEach(spec.externalIPs, 'spec.externalIPs', (address, field) => {
      const errors = validateAddress(address, field);
      return errors.length > 0
        ? errors
        : validateEndpointAddress(address, field);
    }),
    ...validateRequiredOneOf(spec.type, 'spec.type', [
      'ClusterIP',
      'ExternalName',
      'LoadBalancer',
      'NodePort',
    ]),
    ...validateServicePortNumbers(spec),
    ...validateServiceTraffic(spec, metadata.annotations),
  ];
}

function validateByType(spec: ServiceSpec): FieldError[] {
  const { type, ports = [] } = spec;
  if (type === 'ExternalName') return validateExternalName(spec);
  const isBadlyHeadless =
    isHeadless(spec) && (type === 'LoadBalancer' || type === 'NodePort');
  return [
    ...(ports.length === 0 && !isHeadless(spec)
      ? [required('spec.ports')]
      : []),
    ...(isBadlyHeadless
      ? [
          invalid(
            'spec.clusterIPs[0]',
            'None',
            `may not be set to 'None' for ${type} services`,
          ),
        ]
      : []),
  ];
}

function validateExternalName(spec: ServiceSpec): FieldError[] {
  const field = 'spec.externalName';
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  const refused = (['clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const)
    .filter((key) => spec[key]?.length)
    .map((key) =>
      forbiddenField(`spec.${key}`, 'may not be set for ExternalName services'),
    );
  return [
    ...refused,
    ...(name
      ? validateByRule(name, field, checkSubdomainName)
      : [required(field)]),
  ];
}

function validateAffinity({
  sessionAffinity,
  sessionAffinityConfig,
}: ServiceSpec): FieldError[] {
  const errors = validateOneOf(sessionAffinity, 'spec.sessionAffinity', [
    'ClientIP',
    'None',
  ]);
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity !== 'ClientIP' || seconds === undefined) return errors;
  const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  return checkBetween(seconds, 1, A_DAY).length === 0
    ? errors
    : [
        ...errors,
        invalid(
          field,
          seconds,
          `must be greater than 0 and less than ${A_DAY}`,
        ),
      ];
}
