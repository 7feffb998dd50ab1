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
  own: Credential;
}

/** The identity that the connection itself brings: the kubeconfig's user, or the server's service account. */
export interface Credential {
  token?: string;
  /** Read again when it rotates. */
  tokenFile?: string;
  basic?: { username: string; password: string };
  certificate?: { cert: string; key: string };
}

/** Whether a connection brings an identity at all: without one its own calls would be anonymous. */
export function hasCredential({ own }: Connection): boolean {
  return Object.values(own).some((part) => part !== undefined);
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
}

/** A connection that cannot be made of what was given; the message says what to do. */
export class ConnectionError extends Error {
  override name = 'ConnectionError';
}
