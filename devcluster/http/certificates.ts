import { generate } from 'selfsigned';

/** What an HTTPS server on loopback needs, all in PEM. */
export interface Certificates {
  ca: string;
  key: string;
  cert: string;
}

/** Makes a certificate authority that lives as long as this process, and a certificate of it for this machine. */
export async function makeCertificates(): Promise<Certificates> {
  const common = {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
  } as const;
  const authority = await generate(
    [{ name: 'commonName', value: 'moorage-devcluster-ca' }],
    {
      ...common,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const server = await generate(
    [{ name: 'commonName', value: 'moorage-devcluster' }],
    {
      ...common,
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    },
  );
  return { ca: authority.cert, key: server.private, cert: server.cert };
}
