import {
  type FieldError,
  forbiddenField,
  invalid,
} from '../api/field-error.js';
import { isEqual } from '../store/is-equal.js';
import {
  isHeadless,
  needsClusterIp,
  needsHealthCheckPort,
  type ServiceObject,
  type ServiceSpec,
} from './service-object.js';

/** What a change may not do to a service: U10/cluster-ip. */
export function validateServiceUpdate(
  { spec }: ServiceObject,
  { spec: old }: ServiceObject,
): FieldError[] {
  return [
    ...validateSameAddresses(spec, old),
    ...validateSameFamilies(spec, old),
    ...validateSameClass(spec, old),
    ...validateSameHealthCheckPort(spec, old),
  ];
}

function validateSameAddresses(
  spec: ServiceSpec,
  old: ServiceSpec,
): FieldError[] {
  if (!needsClusterIp(spec) || !needsClusterIp(old)) return [];
  if (isHeadless(spec) && isHeadless(old)) return [];
  const field = 'spec.clusterIPs[0]';
  const { clusterIPs = [] } = spec;
  const before = old.clusterIPs ?? [];
  if (clusterIPs.length === 0 && before.length > 0)
    return [invalid(field, null, 'primary clusterIP can not be unset')];
  return before.flatMap((address, index) => {
    const now = clusterIPs[index];
    return now === undefined || now === address
      ? []
      : [
          invalid(
            `spec.clusterIPs[${index}]`,
            clusterIPs,
            'may not change once set',
          ),
        ];
  });
}

function validateSameFamilies(
  spec: ServiceSpec,
  old: ServiceSpec,
): FieldError[] {
  if (!needsClusterIp(spec) || !needsClusterIp(old)) return [];
  if (isHeadless(spec) || isHeadless(old)) return [];
  const { ipFamilies } = spec;
  return ipFamilies === undefined || isEqual(ipFamilies, old.ipFamilies)
    ? []
    : [invalid('spec.ipFamilies[0]', ipFamilies, 'may not change once set')];
}

function validateSameClass(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  const areBalancers =
    spec.type === 'LoadBalancer' && old.type === 'LoadBalancer';
  return areBalancers && spec.loadBalancerClass !== old.loadBalancerClass
    ? [
        invalid(
          'spec.loadBalancerClass',
          spec.loadBalancerClass,
          'may not change once set',
        ),
      ]
    : [];
}

function validateSameHealthCheckPort(
  spec: ServiceSpec,
  old: ServiceSpec,
): FieldError[] {
  return needsHealthCheckPort(spec) &&
    needsHealthCheckPort(old) &&
    spec.healthCheckNodePort !== old.healthCheckNodePort
    ? [forbiddenField('spec.healthCheckNodePort', 'field is immutable')]
    : [];
}
