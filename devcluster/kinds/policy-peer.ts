import {
  type FieldError,
  forbiddenField,
  invalid,
  required,
} from '../api/field-error.js';
import { isInRange, validateRange } from './address-validation.js';
import { validateEach } from './field-validation.js';
import { parseRange } from './ip-address.js';
import { type LabelSelector, validateLabelSelector } from './label-selector.js';

export interface PolicyPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: IpBlock;
}

interface IpBlock {
  cidr?: string;
  except?: string[];
}

/** What is wrong with a peer of a network policy: K17/invalid. */
export function validatePolicyPeer(
  { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
  field: string,
): FieldError[] {
  const errors = [
    ...validateLabelSelector(podSelector, `${field}.podSelector`),
    ...validateLabelSelector(namespaceSelector, `${field}.namespaceSelector`),
    ...(ipBlock ? validateIpBlock(ipBlock, `${field}.ipBlock`) : []),
  ];
  const hasSelector = Boolean(podSelector ?? namespaceSelector);
  if (!hasSelector && !ipBlock)
    return [...errors, required(field, 'must specify a peer')];
  return hasSelector && ipBlock
    ? [
        ...errors,
        forbiddenField(field, 'may not specify both ipBlock and another peer'),
      ]
    : errors;
}

function validateIpBlock(
  { cidr, except }: IpBlock,
  field: string,
): FieldError[] {
  if (!cidr) return [required(`${field}.cidr`)];
  const errors = validateRange(cidr, `${field}.cidr`);
  return parseRange(cidr)
    ? [
        ...errors,
        ...validateEach(except, `${field}.except`, (range, exceptField) => [
          ...validateRange(range, exceptField),
          ...validateInside(range, cidr, exceptField),
        ]),
      ]
    : errors;
}

function validateInside(
  text: string,
  outer: string,
  field: string,
): FieldError[] {
  const range = parseRange(text);
  if (!range) return [];
  const isInside =
    isInRange(text, outer) && range.length > (parseRange(outer)?.length ?? 0);
  return isInside
    ? []
    : [invalid(field, text, 'must be a strict subset of `cidr`')];
}
