import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Certificates, makeCertificates } from './http/certificates.js';
import { createPeople, type Person } from './people.js';

/** Who the dev cluster is and who may use it: what a client's kubeconfig stays good for. */
export interface Identity {
  certificates: Certificates;
  people: readonly Person[];
}

/** A folder that only its owner may read, with the identity and the kubeconfig. */
export class IdentityFolder {
  readonly path: string;
  readonly #isOwn: boolean;

  /** Without a path it is a temporary folder, which goes with the process. */
  constructor(path: string | undefined) {
    this.#isOwn = !path;
    this.path = path ?? mkdtempSync(join(tmpdir(), 'moorage-devcluster-'));
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
  }

  get kubeconfig(): string {
    return join(this.path, 'kubeconfig');
  }

  /** The identity of the last start in this folder, or a new one: a restarted dev cluster is trusted as before. */
  async identity(): Promise<Identity> {
    const file = join(this.path, 'identity.json');
    const known = readIdentity(file);
    if (known) return known;
    const certificates = await makeCertificates();
    const identity = { certificates, people: createPeople() };
    write(file, JSON.stringify(identity));
    return identity;
  }

  writeKubeconfig(text: string): void {
    write(this.kubeconfig, text);
  }

  remove(): void {
    if (this.#isOwn) rmSync(this.path, { recursive: true, force: true });
  }
}

function readIdentity(file: string): Identity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Identity;
  } catch {
    return undefined;
  }
}

function write(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}
