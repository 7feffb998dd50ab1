import { isIPv4 } from 'node:net';

/** Whether a host name or address stands for this machine only; an IPv6 address is given without brackets. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host === '::1' ||
    (isIPv4(host) && host.startsWith('127.'))
  );
}

/** Whether what is sent to this address cannot be read or changed on its way: https, or a server of this machine. */
export function isProtected({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true;
  return protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, ''));
}
