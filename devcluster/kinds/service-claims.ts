import type { ObjectReader } from '../api/object-reader.js';
import {
  nodePortsOf,
  type ServiceObject,
  type ServiceSpec,
} from './service-object.js';

const SERVICES = { group: '', plural: 'services' };

/** An address of the cluster or a port of the nodes. */
export type Claim = string | number;

/** Which service has an address or a port of the nodes. What the stored services say is the truth: this only remembers where
 * to look, so that nobody has to read ten thousand services to make one more. */
export class ServiceClaims {
  readonly #holders = new Map<Claim, { namespace: string; name: string }>();

  constructor(private readonly reader: ObjectReader) {
    for (const service of reader.list(SERVICES))
      this.remember(service as ServiceObject);
  }

  /** Notes what a service is about to have. When it is not stored after all, nothing is lost. */
  remember({ metadata, spec }: ServiceObject): void {
    const { namespace = '', name = '' } = metadata;
    for (const claim of claimsOf(spec))
      this.#holders.set(claim, { namespace, name });
  }

  isTaken(claim: Claim): boolean {
    const holder = this.#holders.get(claim);
    if (!holder) return false;
    const stored = this.reader.get(SERVICES, holder.namespace, holder.name);
    return (
      stored !== undefined &&
      claimsOf((stored as ServiceObject).spec).includes(claim)
    );
  }
}

function claimsOf(spec: ServiceSpec): Claim[] {
  return [
    ...(spec.clusterIPs ?? []),
    ...nodePortsOf(spec),
    ...(spec.healthCheckNodePort ? [spec.healthCheckNodePort] : []),
  ];
}
