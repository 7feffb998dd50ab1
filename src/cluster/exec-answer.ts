import type { ClientCertificate } from './connection.js';
import { certificateFault } from './pem.js';

/** What a credential plugin writes, checked. */
export interface ExecAnswer {
  token?: string;
  certificate?: ClientCertificate;
  /** Milliseconds since 1970; endless when it says nothing. */
  expiresAt: number;
}

/** Reads a plugin's output. Throws an Error that names what is wrong, without the output: it holds a secret. */
export function toExecAnswer(text: string, apiVersion: string): ExecAnswer {
  const answer = parse(text);
  if (answer?.kind !== 'ExecCredential' || answer.apiVersion !== apiVersion)
    throw new Error(`it wrote no ExecCredential of ${apiVersion}`);
  const { status = {} } = answer;
  const token = textOf(status.token, 'token');
  const cert = textOf(status.clientCertificateData, 'clientCertificateData');
  const key = textOf(status.clientKeyData, 'clientKeyData');
  if ((cert === undefined) !== (key === undefined))
    throw new Error('it told a client certificate or a key, but not both');
  const certificate = cert && key ? { cert, key } : undefined;
  const fault = certificate && certificateFault(certificate);
  if (fault !== undefined)
    throw new Error(`its client certificate cannot be used: ${fault}`);
  if (token === undefined && certificate === undefined)
    throw new Error('it told neither a token nor a client certificate');
  const instant = textOf(status.expirationTimestamp, 'expirationTimestamp');
  const expiresAt = instant === undefined ? Infinity : Date.parse(instant);
  if (Number.isNaN(expiresAt))
    throw new Error('its expirationTimestamp is no instant');
  return { token, certificate, expiresAt };
}

interface Written {
  kind?: unknown;
  apiVersion?: unknown;
  status?: Record<string, unknown>;
}

function parse(text: string): Written | undefined {
  try {
    return (JSON.parse(text) as Written | null) ?? undefined;
  } catch {
    throw new Error('it wrote no JSON');
  }
}

function textOf(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new Error(`its ${field} is no text`);
}
