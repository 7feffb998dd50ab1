import { type FieldError, invalid, required } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  validateAddress,
  validateEndpointAddress,
} from './address-validation.js';
import {
  validateByRule,
  validateEach,
  validateRequiredOneOf,
} from './field-validation.js';
import {
  checkLabelName,
  checkPortNumber,
  checkQualifiedName,
  checkSubdomainName,
} from './name-rules.js';

interface Endpoints extends KubeObject {
  subsets?: Subset[];
}

interface Subset {
  addresses?: Address[];
  notReadyAddresses?: Address[];
  ports?: Port[];
}

interface Address {
  ip?: string;
  hostname?: string;
  nodeName?: string;
}

interface Port {
  name?: string;
  port?: number;
  protocol?: string;
  appProtocol?: string;
}

export const endpoints: Kind = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  definition: 'v1.Endpoints',
  nameRule: 'subdomain',
  hasGeneration: false,
  createsOnUpdate: true,
  warning:
    'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  defaults({ subsets = [] }: Endpoints) {
    for (const { ports = [] } of subsets)
      for (const port of ports) port.protocol ||= 'TCP';
  },
  validate: ({ subsets }: Endpoints) =>
    validateEach(subsets, 'subsets', validateSubset),
};

function validateSubset(
  { addresses = [], notReadyAddresses = [], ports = [] }: Subset,
  field: string,
): FieldError[] {
  return [
    ...(addresses.length + notReadyAddresses.length === 0
      ? [required(field, 'must specify `addresses` or `notReadyAddresses`')]
      : []),
    ...validateEach(addresses, `${field}.addresses`, validateOne),
    ...validateEach(
      notReadyAddresses,
      `${field}.notReadyAddresses`,
      validateOne,
    ),
    ...validateEach(ports, `${field}.ports`, (port, portField) =>
      validatePort(port, ports.length > 1, portField),
    ),
  ];
}

function validateOne(
  { ip = '', hostname, nodeName }: Address,
  field: string,
): FieldError[] {
  return [
    ...validateAddress(ip, `${field}.ip`),
    ...(hostname
      ? validateByRule(hostname, `${field}.hostname`, checkLabelName)
      : []),
    ...(nodeName === undefined
      ? []
      : validateByRule(nodeName, `${field}.nodeName`, checkSubdomainName)),
    ...validateEndpointAddress(ip, `${field}.ip`),
  ];
}

function validatePort(
  { name, port = 0, protocol, appProtocol }: Port,
  needsName: boolean,
  field: string,
): FieldError[] {
  return [
    ...(name ? validateByRule(name, `${field}.name`, checkLabelName) : []),
    ...(!name && needsName ? [required(`${field}.name`)] : []),
    ...checkPortNumber(port).map((message) =>
      invalid(`${field}.port`, port, message),
    ),
    ...validateRequiredOneOf(protocol, `${field}.protocol`, [
      'SCTP',
      'TCP',
      'UDP',
    ]),
    ...(appProtocol === undefined
      ? []
      : validateByRule(
          appProtocol,
          `${field}.appProtocol`,
          checkQualifiedName,
        )),
  ];
}
