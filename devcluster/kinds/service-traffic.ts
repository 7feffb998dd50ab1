import {
  type FieldError,
  forbiddenField,
  invalid,
} from '../api/field-error.js';
import { validateRange } from './address-validation.js';
import {
  validateByRule,
  validateEach,
  validateOneOf,
  validateRequiredOneOf,
} from './field-validation.js';
import { checkPortNumber, checkQualifiedName } from './name-rules.js';
import {
  isExternallyAccessible,
  needsHealthCheckPort,
  type ServiceSpec,
} from './service-object.js';

const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const BALANCERS_ONLY = "may only be used when `type` is 'LoadBalancer'";

/** What is wrong with the rules by which traffic comes to a service. */
export function validateServiceTraffic(
  spec: ServiceSpec,
  annotations: Readonly<Record<string, string>> = {},
): FieldError[] {
  const isBalancer = spec.type === 'LoadBalancer';
  return [
    ...validateSourceRanges(spec, isBalancer, annotations[SOURCE_RANGES]),
    ...(spec.allocateLoadBalancerNodePorts !== undefined && !isBalancer
      ? [forbiddenField('spec.allocateLoadBalancerNodePorts', BALANCERS_ONLY)]
      : []),
    ...validateClass(spec.loadBalancerClass, isBalancer),
    ...validateExternal(spec),
    ...validateHealthCheckPort(spec),
    ...validateOneOf(spec.internalTrafficPolicy, 'spec.internalTrafficPolicy', [
      'Cluster',
      'Local',
    ]),
    ...validateOneOf(spec.trafficDistribution, 'spec.trafficDistribution', [
      'PreferClose',
      'PreferSameZone',
      'PreferSameNode',
    ]),
  ];
}

function validateSourceRanges(
  { loadBalancerSourceRanges: ranges = [] }: ServiceSpec,
  isBalancer: boolean,
  annotation: string | undefined,
): FieldError[] {
  // The API server writes this field with a capital letter.
  const field =
    ranges.length > 0
      ? 'spec.LoadBalancerSourceRanges'
      : `metadata.annotations[${SOURCE_RANGES}]`;
  if (ranges.length === 0 && annotation === undefined) return [];
  const inAnnotation = (annotation ?? '').trim().split(',').filter(Boolean);
  return [
    ...(isBalancer ? [] : [forbiddenField(field, BALANCERS_ONLY)]),
    ...(ranges.length > 0
      ? validateEach(ranges, field, (range, rangeField) =>
          validateRange(range.trim(), rangeField),
        )
      : inAnnotation.flatMap((range) => validateRange(range.trim(), field))),
  ];
}

function validateClass(
  name: string | undefined,
  isBalancer: boolean,
): FieldError[] {
  const field = 'spec.loadBalancerClass';
  if (name === undefined) return [];
  return isBalancer
    ? validateByRule(name, field, checkQualifiedName)
    : [forbiddenField(field, BALANCERS_ONLY)];
}

function validateExternal(spec: ServiceSpec): FieldError[] {
  const field = 'spec.externalTrafficPolicy';
  const policy = spec.externalTrafficPolicy;
  if (isExternallyAccessible(spec))
    return validateRequiredOneOf(policy, field, ['Cluster', 'Local']);
  return policy
    ? [
        invalid(
          field,
          policy,
          'may only be set for externally-accessible services',
        ),
      ]
    : [];
}

/** A missing port is none that the client has to send: it is given out. */
function validateHealthCheckPort(spec: ServiceSpec): FieldError[] {
  const field = 'spec.healthCheckNodePort';
  const port = spec.healthCheckNodePort;
  if (!port) return [];
  return needsHealthCheckPort(spec)
    ? checkPortNumber(port).map((message) => invalid(field, port, message))
    : [
        invalid(
          field,
          port,
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
        ),
      ];
}

/** What the status says of a load balancer's addresses; nobody here makes them, but an operator can write them. */
export function validateBalancerStatus(
  isBalancer: boolean,
  ingress: readonly unknown[] = [],
): FieldError[] {
  return isBalancer || ingress.length === 0
    ? []
    : [
        forbiddenField(
          'status.loadBalancer.ingress',
          "may only be used when `spec.type` is 'LoadBalancer'",
        ),
      ];
}
