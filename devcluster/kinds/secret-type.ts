import { type FieldError, invalid, required } from '../api/field-error.js';

const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

type Data = Readonly<Record<string, string>>;

/** What the type of a secret asks of its content. `data` is in base64. */
export function validateSecretType(
  type: string | undefined,
  data: Data,
  annotations: Data = {},
): FieldError[] {
  const missing = (keys: readonly string[]) =>
    keys
      .filter((key) => !Object.hasOwn(data, key))
      .map((key) => required(`data[${key}]`));
  switch (type) {
    case 'kubernetes.io/service-account-token':
      return annotations[ACCOUNT_NAME]
        ? []
        : [required(`metadata.annotations[${ACCOUNT_NAME}]`)];
    case 'kubernetes.io/dockercfg':
      return validateJson(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return validateJson(data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth': {
      const errors = missing(['username', 'password']);
      return errors.length === 2 ? errors : [];
    }
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : [required('data[ssh-privatekey]')];
    case 'kubernetes.io/tls':
      return missing(['tls.crt', 'tls.key']);
    default:
      return [];
  }
}

function validateJson(data: Data, key: string): FieldError[] {
  const field = `data[${key}]`;
  const base64 = data[key];
  if (base64 === undefined) return [required(field)];
  const problem = findJsonProblem(Buffer.from(base64, 'base64').toString());
  return problem ? [invalid(field, '<secret contents redacted>', problem)] : [];
}

/** Says in Go's words why a text is no JSON object. */
function findJsonProblem(text: string): string {
  if (text.trim() === '') return 'unexpected end of JSON input';
  try {
    const value: unknown = JSON.parse(text);
    const isObject =
      value === null || (typeof value === 'object' && !Array.isArray(value));
    return isObject
      ? ''
      : `json: cannot unmarshal ${goTypeOf(value)} into Go value of type map[string]interface {}`;
  } catch {
    return describeBadJson(text);
  }
}

const goTypeOf = (value: unknown): string =>
  Array.isArray(value)
    ? 'array'
    : typeof value === 'boolean'
      ? 'bool'
      : typeof value;

function describeBadJson(text: string): string {
  const [first = ''] = text.trimStart();
  return '{["-0123456789tfn'.includes(first)
    ? 'unexpected end of JSON input'
    : `invalid character '${first}' looking for beginning of value`;
}
