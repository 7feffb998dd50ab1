import type { FieldError } from '../../api/field-error.js';
import { invalid, required } from '../../api/field-error.js';
import { validateAddress } from '../address-validation.js';
import { validateByRule, validateEach } from '../field-validation.js';
import { checkLabelName, checkSubdomainName } from '../name-rules.js';
import type { DnsConfig, PodSpec } from './pod-spec.js';

const MOST_SERVERS = 3;
const MOST_SEARCHES = 32;
const MOST_SEARCH_CHARACTERS = 2048;

/** The names of a pod and of the hosts that it knows by name. */
export function validateHostNames(spec: PodSpec, field: string): FieldError[] {
  return [
    ...(['hostname', 'subdomain'] as const).flatMap((name) =>
      spec[name]
        ? validateByRule(spec[name], `${field}.${name}`, checkLabelName)
        : [],
    ),
    ...validateEach(
      spec.hostAliases,
      `${field}.hostAliases`,
      ({ ip = '', hostnames }, aliasField) => [
        ...validateAddress(ip, `${aliasField}.ip`),
        ...validateEach(hostnames, `${aliasField}.hostnames`, (name, at) =>
          validateByRule(name, at, checkSubdomainName),
        ),
      ],
    ),
  ];
}

/** How a pod looks up names. */
export function validateDns(
  { dnsPolicy, dnsConfig }: PodSpec,
  field: string,
): FieldError[] {
  const { nameservers = [], searches = [], options } = dnsConfig ?? {};
  if (dnsPolicy === 'None' && !dnsConfig)
    return [
      required(field, 'must provide `dnsConfig` when `dnsPolicy` is None'),
    ];
  if (dnsPolicy === 'None' && nameservers.length === 0)
    return [
      required(
        `${field}.nameservers`,
        'must provide at least one DNS nameserver when `dnsPolicy` is None',
      ),
    ];
  return [
    ...(nameservers.length > MOST_SERVERS
      ? [
          invalid(
            `${field}.nameservers`,
            nameservers,
            `must not have more than ${MOST_SERVERS} nameservers`,
          ),
        ]
      : []),
    ...validateEach(nameservers, `${field}.nameservers`, validateAddress),
    ...validateSearches(searches, `${field}.searches`),
    ...validateEach(options, `${field}.options`, ({ name }, optionField) =>
      name ? [] : [required(optionField, 'must not be empty')],
    ),
  ];
}

function validateSearches(
  searches: NonNullable<DnsConfig['searches']>,
  field: string,
): FieldError[] {
  const problems: [boolean, string][] = [
    [
      searches.length > MOST_SEARCHES,
      `must not have more than ${MOST_SEARCHES} search paths`,
    ],
    [
      searches.join(' ').length > MOST_SEARCH_CHARACTERS,
      `must not have more than ${MOST_SEARCH_CHARACTERS} characters (including spaces) in the search list`,
    ],
  ];
  return [
    ...problems
      .filter(([isWrong]) => isWrong)
      .map(([, detail]) => invalid(field, searches, detail)),
    ...validateEach(searches, field, (search, searchField) =>
      search === '.'
        ? []
        : validateByRule(
            search.replace(/\.$/, ''),
            searchField,
            checkSearchName,
          ),
    ),
  ];
}

const SEARCH_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SEARCH = `${SEARCH_LABEL}(\\.${SEARCH_LABEL})*`;

const checkSearchName = (name: string): string[] =>
  new RegExp(`^${SEARCH}$`).test(name)
    ? []
    : [
        `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SEARCH}')`,
      ];
