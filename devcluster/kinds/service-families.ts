import { type FieldError, invalid } from '../api/field-error.js';
import { isEqual } from '../store/is-equal.js';
import { parseAddress } from './ip-address.js';
import { validateServiceAddresses } from './service-addresses.js';
import {
  isHeadless,
  needsClusterIp,
  type ServiceObject,
  type ServiceSpec,
} from './service-object.js';
import { refuseService } from './service-refusal.js';

const POLICY = 'spec.ipFamilyPolicy';
/** The cluster has addresses of this family only. */
const FAMILY = 'IPv4';

/** Fills in the families of a service's addresses, or throws the refusal of those that this cluster does not have. */
export function fillIpFamilies(
  draft: ServiceObject,
  old: ServiceObject | undefined,
): void {
  const { spec } = draft;
  if (!needsClusterIp(spec)) return;
  const isFree = isHeadless(spec) && isEmpty(spec.selector);
  spec.ipFamilyPolicy ??=
    old?.spec.ipFamilyPolicy ?? (isFree ? 'RequireDualStack' : 'SingleStack');
  if (old) reduceToOne(spec, old.spec);
  refuse(draft, validateServiceAddresses(spec));
  refuse(draft, [...checkPolicy(spec), ...inferFamilies(spec)]);
  // Nobody but the client knows where such a service leads, so that it may have any family.
  if (isFree) {
    spec.ipFamilies ??= [FAMILY];
    if (spec.ipFamilyPolicy !== 'SingleStack' && spec.ipFamilies.length < 2)
      spec.ipFamilies = [
        ...spec.ipFamilies,
        spec.ipFamilies[0] === 'IPv4' ? 'IPv6' : 'IPv4',
      ];
    return;
  }
  refuse(draft, checkCluster(spec));
  spec.ipFamilies ??= [FAMILY];
}

/** Who asks for one family and changes nothing else gives up the second. */
function reduceToOne(spec: ServiceSpec, old: ServiceSpec): void {
  if (spec.ipFamilyPolicy !== 'SingleStack') return;
  for (const key of ['clusterIPs', 'ipFamilies'] as const)
    if (spec[key] && isEqual(spec[key], old[key]))
      spec[key] = spec[key].slice(0, 1);
}

function checkPolicy(spec: ServiceSpec): FieldError[] {
  const { ipFamilyPolicy, clusterIPs, ipFamilies } = spec;
  if (ipFamilyPolicy !== 'SingleStack') return [];
  return [
    ...(clusterIPs?.length === 2 ? ['cluster IPs'] : []),
    ...(ipFamilies?.length === 2 ? ['IP families'] : []),
  ].map((what) =>
    invalid(
      POLICY,
      ipFamilyPolicy,
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
    ),
  );
}

/** A client that names addresses need not name their families. */
function inferFamilies(spec: ServiceSpec): FieldError[] {
  const families = [...(spec.ipFamilies ?? [])];
  const errors: FieldError[] = [];
  for (const [index, address] of (spec.clusterIPs ?? []).entries()) {
    const family = parseAddress(address)?.family;
    if (!family || families[index]) continue;
    if (family === FAMILY) families.push(family);
    else
      errors.push(
        invalid(
          `spec.clusterIPs[${index}]`,
          spec.clusterIPs,
          `${family} is not configured on this cluster`,
        ),
      );
  }
  if (families.length > 0) spec.ipFamilies = families;
  return errors;
}

function checkCluster({
  ipFamilyPolicy,
  ipFamilies = [],
}: ServiceSpec): FieldError[] {
  return [
    ...(ipFamilyPolicy === 'RequireDualStack'
      ? [
          invalid(
            POLICY,
            ipFamilyPolicy,
            'this cluster is not configured for dual-stack services',
          ),
        ]
      : []),
    ...ipFamilies.flatMap((family, index) =>
      family === FAMILY
        ? []
        : [
            invalid(
              `spec.ipFamilies[${index}]`,
              family,
              'not configured on this cluster',
            ),
          ],
    ),
  ];
}

function refuse(draft: ServiceObject, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw refuseService(draft, errors);
}

const isEmpty = (selector: object | undefined): boolean =>
  Object.keys(selector ?? {}).length === 0;
