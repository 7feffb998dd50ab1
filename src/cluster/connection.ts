/** Where the cluster is and how it is trusted. Certificates and keys are PEM text. */
export interface Connection {
  source: 'EMBEDDED' | 'KUBECONFIG' | 'IN_CLUSTER';
  /** For the log: the context's name, or "in-cluster". */
  name: string;
  /** https://host:port, perhaps with a path prefix; no slash at the end. */
  server: string;
  ca?: string;
  serverName?: string;
  insecure: boolean;
  /** An HTTP proxy that everything goes through; it may hold a password. */
  proxy?: string;
  own: Credential;
}

/** PEM text. */
export interface ClientCertificate {
  cert: string;
  key: string;
}

/** The identity that the connection itself brings: the kubeconfig's user, or the server's service account. */
export interface Credential {
  token?: string;
  /** Read again when it rotates. */
  tokenFile?: string;
  basic?: { username: string; password: string };
  certificate?: ClientCertificate;
  /** Where the certificate comes from, as far as it comes from files: read again when they change. */
  certificateFiles?: { cert?: string; key?: string };
  /** A program that tells token or certificate. */
  exec?: ExecPlugin;
  /** As whom the connection's own user acts. */
  impersonate?: Impersonation;
}

/** A credential plugin of a kubeconfig. */
export interface ExecPlugin {
  command: string;
  args: readonly string[];
  /** All that it finds in its environment. */
  environment: Readonly<Record<string, string | undefined>>;
  apiVersion: string;
  /** What it is told of the cluster. */
  cluster?: Readonly<Record<string, unknown>>;
  /** The kubeconfig's advice for whoever has not installed it. */
  installHint?: string;
  /** Told to the operator when it fails: what it wrote may be for nobody else. */
  tell(this: void, text: string): void;
}

/** Whom a kubeconfig's user wants to be: as, as-uid, as-groups and as-user-extra. */
export interface Impersonation {
  user: string;
  uid?: string;
  groups: readonly string[];
  extra: Readonly<Record<string, readonly string[]>>;
}

/** Whether a connection brings an identity at all: without one its own calls would be anonymous. */
export function hasCredential({ own }: Connection): boolean {
  const { impersonate: _, ...credential } = own;
  return Object.values(credential).some((part) => part !== undefined);
}

/** Deadlines in milliseconds and bounds of one cluster's transport. */
export interface ClusterOptions {
  connectTimeout: number;
  readTimeout: number;
  writeTimeout: number;
  bodyTimeout: number;
  bodyIdleTimeout: number;
  connections: number;
  /** How long a stream may be silent. */
  streamIdleTimeout: number;
  /** Bytes of one answer, and of all lists of one operation. */
  maxBytes: number;
  /** Objects in all lists of one operation. */
  maxObjects: number;
  /** Objects in the nested pages of one answer. */
  maxProduced: number;
  userAgent: string;
  /** Header fields that every request carries besides. */
  headers?: Readonly<Record<string, string>>;
  /** How many requests may leave; no limit without it. */
  rate?: { perSecond: number; burst: number };
}

/** A connection that cannot be made of what was given; the message says what to do. */
export class ConnectionError extends Error {
  override name = 'ConnectionError';
}
