import {
  type Service,
  type ServicePort,
  ServiceType,
} from '../services/service.type.js';
import { type App, AppPort, Exposure } from './app.type.js';

const EXPOSURES: Partial<Record<ServiceType, Exposure>> = {
  [ServiceType.CLUSTER_IP]: Exposure.CLUSTER,
  [ServiceType.NODE_PORT]: Exposure.NODE_PORT,
  [ServiceType.LOAD_BALANCER]: Exposure.LOAD_BALANCER,
};

/** The ports of an app: those of the services in front of it, then those of its container that none of them reaches. */
export function toAppPorts(app: App, services: Service[]): AppPort[] {
  const exposed = services.flatMap(({ type, ports }) =>
    ports.map((port) =>
      fromServicePort(port, EXPOSURES[type] ?? Exposure.NONE),
    ),
  );
  const hidden = app.containerPorts
    .filter(
      ({ name, port, protocol }) =>
        !exposed.some(
          (each) =>
            each.protocol === protocol &&
            [name, String(port)].includes(each.targetPort),
        ),
    )
    .map(({ name, port, protocol }) =>
      Object.assign(new AppPort(), {
        name: name ?? defaultPortName(protocol, port),
        port,
        targetPort: String(port),
        protocol,
        exposure: Exposure.NONE,
      }),
    );
  return [...exposed, ...hidden];
}

/** The name of a port that was given none. */
export function defaultPortName(protocol: string, port: number): string {
  return `${protocol.toLowerCase()}-${port}`;
}

function fromServicePort(
  { name, port, targetPort, protocol, nodePort }: ServicePort,
  exposure: Exposure,
): AppPort {
  return Object.assign(new AppPort(), {
    name: name ?? defaultPortName(protocol, port),
    port,
    targetPort,
    protocol,
    exposure,
    nodePort,
  });
}

/** Where the app answers from outside: load balancers by their address, node ports on each machine. */
export function toUrls(services: Service[], nodeAddresses: string[]): string[] {
  return services.flatMap(({ type, ports, loadBalancer }) => {
    if (type === ServiceType.LOAD_BALANCER)
      return ports.flatMap(({ port, protocol }) =>
        loadBalancer.map((host) => toUrl(protocol, host, port)),
      );
    if (type !== ServiceType.NODE_PORT) return [];
    return ports.flatMap(({ nodePort, protocol }) =>
      nodePort === undefined
        ? []
        : nodeAddresses.map((host) => toUrl(protocol, host, nodePort)),
    );
  });
}

function toUrl(protocol: string, host: string, port: number): string {
  const scheme =
    protocol === 'TCP'
      ? port === 443 || port === 8443
        ? 'https'
        : 'http'
      : protocol.toLowerCase();
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
