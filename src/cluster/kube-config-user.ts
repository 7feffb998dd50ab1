import { dirname, resolve } from 'node:path';

import {
  ConnectionError,
  type Credential,
  type ExecPlugin,
  type Impersonation,
} from './connection.js';
import { type Entry, isFields, pathOf, textOf } from './kube-config-file.js';
import { clientCertificateOf } from './pem.js';

/** What credential plugins run with. */
export interface PluginSurroundings {
  environment: Readonly<Record<string, string | undefined>>;
  tell(this: void, text: string): void;
  /** What a plugin is told of the cluster when it wants to know. */
  cluster: Readonly<Record<string, unknown>>;
}

const VERSIONS = ['v1', 'v1beta1'].map(
  (version) => `client.authentication.k8s.io/${version}`,
);

/** How a kubeconfig's user proves who they are, and as whom they act. Throws ConnectionError with a sentence when it says two
 * things at once, or something that a server cannot do. */
export function credentialOf(
  user: Entry,
  surroundings: PluginSurroundings,
): Credential {
  const username = textOf(user, 'username');
  const certificate = clientCertificateOf(user);
  const token = (textOf(user, 'token') ?? providedToken(user))?.trim();
  const tokenFile = pathOf(user, 'tokenFile');
  const exec = execOf(user, surroundings);
  if (/\s/.test(token ?? ''))
    throw refusal(user, 'has a token with spaces or line breaks in it');
  const ways = [
    (token ?? tokenFile) && 'a token',
    username && 'a user name with password',
    exec && 'a program (exec)',
  ].filter(Boolean);
  if (ways.length > 1)
    throw refusal(
      user,
      `proves itself in several ways, of which only one may be: ${ways.join(', ')}. Keep one`,
    );
  return {
    token,
    tokenFile,
    basic: username
      ? { username, password: textOf(user, 'password') ?? '' }
      : undefined,
    ...certificate,
    exec,
    impersonate: impersonationOf(user),
  };
}

/** The token of an auth-provider, as it stands: nothing renews it. */
function providedToken(user: Entry): string | undefined {
  const provider = user.fields['auth-provider'] ?? undefined;
  if (provider === undefined) return undefined;
  const { name, config } = isFields(provider) ? provider : {};
  const token = isFields(config) ? config['id-token'] : undefined;
  if (name === 'oidc' && typeof token === 'string' && token !== '')
    return token;
  throw refusal(
    user,
    `uses the auth-provider ${JSON.stringify(name)}, ${name === 'oidc' ? 'but has no id-token' : 'which Kubernetes has removed'}. Use a program (exec) instead`,
  );
}

function execOf(
  user: Entry,
  { environment, tell, cluster }: PluginSurroundings,
): ExecPlugin | undefined {
  const exec = user.fields.exec ?? undefined;
  if (exec === undefined) return undefined;
  if (!isFields(exec)) throw refusal(user, 'has an exec without fields');
  const part: Entry = { ...user, fields: exec };
  const command = textOf(part, 'command');
  const apiVersion = textOf(part, 'apiVersion');
  if (command === undefined) throw refusal(user, 'has an exec without command');
  if (apiVersion === undefined || !VERSIONS.includes(apiVersion))
    throw refusal(
      user,
      `has an exec of the apiVersion ${JSON.stringify(apiVersion ?? '')}: it must be ${VERSIONS.join(' or ')}`,
    );
  if (textOf(part, 'interactiveMode') === 'Always')
    throw refusal(
      user,
      `gets its token from a program that asks somebody at a keyboard ("${command}", interactiveMode: Always), and a server has none. Use a user with a token or a client certificate`,
    );
  const args = listOf(user, exec.args, 'exec.args');
  const variables = variablesOf(user, exec.env);
  return {
    command: /[/\\]/.test(command)
      ? resolve(dirname(user.file), command)
      : command,
    args,
    environment: { ...environment, ...variables },
    apiVersion,
    installHint: textOf(part, 'installHint'),
    cluster: exec.provideClusterInfo === true ? cluster : undefined,
    tell,
  };
}

function variablesOf(user: Entry, list: unknown): Record<string, string> {
  const entries: unknown[] = Array.isArray(list) ? list : [];
  return Object.fromEntries(
    entries.map((each) => {
      const { name, value } = isFields(each) ? each : {};
      if (typeof name === 'string' && typeof value === 'string')
        return [name, value];
      throw refusal(
        user,
        'has an exec.env whose entries are not all a name and a value in text',
      );
    }),
  );
}

function impersonationOf(user: Entry): Impersonation | undefined {
  const name = textOf(user, 'as');
  const uid = textOf(user, 'as-uid');
  const groups = listOf(user, user.fields['as-groups'], 'as-groups');
  const given = user.fields['as-user-extra'] ?? {};
  if (!isFields(given))
    throw refusal(user, 'has an as-user-extra of no fields');
  const extra = Object.fromEntries(
    Object.entries(given).map(([key, values]) => [
      key,
      listOf(user, values, `as-user-extra.${key}`),
    ]),
  );
  const isAlone =
    uid !== undefined || groups.length > 0 || Object.keys(extra).length > 0;
  const texts = [name, uid, ...groups, ...Object.values(extra).flat()];
  if (texts.some((text) => /[\p{Cc}\p{Cs}]/u.test(text ?? '')))
    throw refusal(user, 'acts as somebody whose name has control characters');
  if (name !== undefined) return { user: name, uid, groups, extra };
  if (!isAlone) return undefined;
  throw refusal(
    user,
    'has as-groups, as-uid or as-user-extra without as: whom it acts as must be named',
  );
}

function listOf(user: Entry, value: unknown, field: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  const isRight = Array.isArray(value ?? []);
  if (isRight && list.every((each) => typeof each === 'string')) return list;
  throw refusal(user, `has ${field} that are no list of texts`);
}

function refusal({ name }: Entry, what: string): ConnectionError {
  return new ConnectionError(`The user "${name}" of the kubeconfig ${what}.`);
}
