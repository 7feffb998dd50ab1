// Each function returns what is wrong with a value, in the words of the API server; nothing when it is right.

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${KEY})?`;
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*';

const SUBDOMAIN_LENGTH = 253;
const LABEL_LENGTH = 63;

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`);

const IS_LABEL = whole(LABEL);
const IS_SUBDOMAIN = whole(SUBDOMAIN);
const IS_LABEL_1035 = whole(LABEL_1035);
const IS_KEY = whole(KEY);
const IS_LABEL_VALUE = whole(LABEL_VALUE);
const IS_CONFIG_KEY = whole(CONFIG_KEY);
const IS_ENV_NAME = whole(ENV_NAME);
const IS_PRINTABLE_WITHOUT_EQUALS = /^[ -<>-~]*$/;

/** A DNS-1123 label: C8/label. */
export function checkLabelName(value: string): string[] {
  const messages = checkCharacters(value, LABEL_LENGTH);
  if (IS_LABEL.test(value)) return messages;
  return IS_SUBDOMAIN.test(value)
    ? [...messages, 'must not contain dots']
    : [
        ...messages,
        explain(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
          LABEL,
          ['my-name', '123-abc'],
        ),
      ];
}

/** A DNS-1123 subdomain: C8/subdomain. */
export function checkSubdomainName(value: string): string[] {
  return [
    ...checkCharacters(value, SUBDOMAIN_LENGTH),
    ...checkSubdomainForm(value),
  ];
}

/** A DNS-1035 label, which starts with a letter. */
export function checkLabel1035Name(value: string): string[] {
  const messages = checkCharacters(value, LABEL_LENGTH);
  if (!IS_LABEL_1035.test(value))
    messages.push(
      explain(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        LABEL_1035,
        ['my-name', 'abc-123'],
      ),
    );
  return messages;
}

/** A name that can stand between two slashes of a path: C8/rbac. */
export function checkPathSegmentName(value: string): string[] {
  return value === '.' || value === '..'
    ? [`may not be '${value}'`]
    : checkPathSegmentStart(value);
}

/** The start of such a name, to which something is added. */
export function checkPathSegmentStart(value: string): string[] {
  return ['/', '%']
    .filter((bad) => value.includes(bad))
    .map((bad) => `may not contain '${bad}'`);
}

/** A label key: C9/label-key. Annotations, taints, finalizers and resources have keys of the same form. */
export function checkQualifiedName(value: string): string[] {
  const parts = value.split('/');
  if (parts.length > 2)
    return [
      `a valid label key ${explainKey()} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  const name = parts.at(-1) ?? '';
  const [prefix] = parts.length === 2 ? parts : [];
  return [
    ...(prefix === '' ? ['prefix part must be non-empty'] : []),
    ...(prefix ? checkSubdomainPrefix(prefix) : []),
    ...(name === '' ? ['name part must be non-empty'] : []),
    ...checkBytes(name, LABEL_LENGTH).map((message) => `name part ${message}`),
    ...(IS_KEY.test(name) ? [] : [`name part ${explainKey()}`]),
  ];
}

export const checkLabelKey = checkQualifiedName;

/** A label value: C9/label-value. */
export function checkLabelValue(value: string): string[] {
  const messages = checkBytes(value, LABEL_LENGTH);
  if (!IS_LABEL_VALUE.test(value))
    messages.push(
      explain(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        LABEL_VALUE,
        ['MyValue', 'my_value', '12345'],
      ),
    );
  return messages;
}

/** A key of a ConfigMap or Secret: K15/keys. */
export function checkConfigKey(value: string): string[] {
  const messages = checkCharacters(value, SUBDOMAIN_LENGTH);
  if (!IS_CONFIG_KEY.test(value))
    messages.push(
      explain(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        CONFIG_KEY,
        ['key.name', 'KEY_NAME', 'key-name'],
      ),
    );
  return [...messages, ...checkNoDirectory(value)];
}

/** The name of an environment variable: K2/env. */
export function checkEnvName(value: string): string[] {
  return [
    ...(value === '' ? ['environment variable name must be non-empty'] : []),
    ...(IS_PRINTABLE_WITHOUT_EQUALS.test(value)
      ? []
      : [
          "a valid environment variable name must consist only of printable ASCII characters other than '='",
        ]),
  ];
}

/** A prefix of environment variables, which follows the older, stricter rule. */
export function checkStrictEnvName(value: string): string[] {
  const messages = IS_ENV_NAME.test(value)
    ? []
    : [
        explain(
          "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
          ENV_NAME,
          ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
        ),
      ];
  return [...messages, ...checkNoDirectory(value)];
}

/** The name of a port: K2/ports. */
export function checkPortName(value: string): string[] {
  const rules: [boolean, string][] = [
    [value.length <= 15, 'must be no more than 15 characters'],
    [
      /^[-a-z0-9]+$/.test(value),
      'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    ],
    [/[a-z]/.test(value), 'must contain at least one letter (a-z)'],
    [!value.includes('--'), 'must not contain consecutive hyphens'],
    [!/^-|-$/.test(value), 'must not begin or end with a hyphen'],
  ];
  return rules.filter(([holds]) => !holds).map(([, message]) => message);
}

/** A number of a port. */
export function checkPortNumber(value: number): string[] {
  return checkBetween(value, 1, 65535);
}

export function checkBetween(value: number, low: number, high: number) {
  return value >= low && value <= high
    ? []
    : [`must be between ${low} and ${high}, inclusive`];
}

function checkSubdomainForm(value: string): string[] {
  return IS_SUBDOMAIN.test(value)
    ? []
    : [
        explain(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
          SUBDOMAIN,
          ['example.com'],
        ),
      ];
}

function checkSubdomainPrefix(prefix: string): string[] {
  return [
    ...checkBytes(prefix, SUBDOMAIN_LENGTH),
    ...checkSubdomainForm(prefix),
  ].map((message) => `prefix part ${message}`);
}

function checkNoDirectory(value: string): string[] {
  if (value === '.' || value === '..') return [`must not be '${value}'`];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

const checkCharacters = (value: string, most: number): string[] =>
  Buffer.byteLength(value) > most
    ? [`must be no more than ${most} characters`]
    : [];

const checkBytes = (value: string, most: number): string[] =>
  Buffer.byteLength(value) > most ? [`must be no more than ${most} bytes`] : [];

const explainKey = (): string =>
  explain(
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    KEY,
    ['MyName', 'my.name', '123-abc'],
  );

function explain(
  rule: string,
  pattern: string,
  examples: readonly string[],
): string {
  const list = examples.map((example) => `'${example}', `).join(' or ');
  return `${rule} (e.g. ${list}regex used for validation is '${pattern}')`;
}
