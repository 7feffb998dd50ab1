import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The names of everything that one run keeps on disk. */
export class DataFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'moorage-control-plane-'));

  readonly etcd = join(this.path, 'etcd');
  readonly certificates = join(this.path, 'certificates');
  readonly ca = join(this.certificates, 'apiserver.crt');
  readonly tokens = join(this.path, 'tokens.csv');
  readonly privateKey = join(this.path, 'service-account.key');
  readonly publicKey = join(this.path, 'service-account.pub');
  readonly kubeconfig = join(this.path, 'kubeconfig');

  kubeconfigOf(program: string): string {
    return join(this.path, `${program}.kubeconfig`);
  }

  logOf(program: string): string {
    return join(this.path, `${program}.log`);
  }

  /** Writes a file that only its owner may read. */
  write(path: string, text: string): void {
    writeFileSync(path, text, { mode: 0o600 });
  }

  /** Makes the key pair that signs service account tokens. */
  writeServiceAccountKeys(): void {
    const pair = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    this.write(this.privateKey, pair.privateKey);
    this.write(this.publicKey, pair.publicKey);
  }
}
