import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

import {
  type ClientCertificate,
  ConnectionError,
  type Credential,
} from './connection.js';
import { type Entry, pathOf, reasonOf, textOf } from './kube-config-file.js';

/** The certificate authority of a kubeconfig's cluster as PEM, from its data or else its file. Throws ConnectionError when it is
 * none: the transport would trust nobody, and say so with every call. */
export function authorityOf(cluster: Entry): string | undefined {
  const what = `The certificate authority of the cluster "${cluster.name}"`;
  const ca = read(cluster, 'certificate-authority', what);
  if (ca === undefined) return undefined;
  try {
    new X509Certificate(ca);
    return ca;
  } catch (cause) {
    throw new ConnectionError(
      `${what} in the kubeconfig is no PEM certificate.`,
      { cause },
    );
  }
}

/** The client certificate of a kubeconfig's user with its key, and the files that they are in, if they are. Throws
 * ConnectionError when they do not fit each other. */
export function clientCertificateOf(
  user: Entry,
): Pick<Credential, 'certificate' | 'certificateFiles'> {
  const who = `The user "${user.name}" of the kubeconfig`;
  const cert = read(user, 'client-certificate', who);
  const key = read(user, 'client-key', who);
  if (cert === undefined && key === undefined) return {};
  if (cert === undefined || key === undefined)
    throw new ConnectionError(
      `${who} has a client certificate or a key, but not both.`,
    );
  const fault = certificateFault({ cert, key });
  if (fault === undefined)
    return {
      certificate: { cert, key },
      certificateFiles: {
        cert: fileOf(user, 'client-certificate'),
        key: fileOf(user, 'client-key'),
      },
    };
  throw new ConnectionError(
    `${who} has a client certificate and a key that cannot be used together: ${fault}.`,
  );
}

/** Why a client certificate cannot be shown; undefined when it can. */
export function certificateFault(
  certificate: ClientCertificate,
): string | undefined {
  try {
    createSecureContext(certificate);
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
}

/** Data goes before the file. */
function fileOf(entry: Entry, field: string): string | undefined {
  return textOf(entry, `${field}-data`) === undefined
    ? pathOf(entry, field)
    : undefined;
}

function read(entry: Entry, field: string, what: string): string | undefined {
  const data = textOf(entry, `${field}-data`);
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  const file = fileOf(entry, field);
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConnectionError(
      `${what} cannot be read at ${file} (${field}): ${reasonOf(cause)}.`,
      { cause },
    );
  }
}
