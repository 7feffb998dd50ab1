import type { FieldRef, ResourceFieldRef } from './container-spec.js';

/** A volume: its name and exactly one source. Sources that are not named here are kept as they come. */
export interface VolumeSpec {
  name?: string;
  emptyDir?: { sizeLimit?: string };
  hostPath?: { path?: string; type?: string };
  secret?: FileSource & { secretName?: string };
  configMap?: FileSource & { name?: string };
  downwardAPI?: DownwardSource;
  projected?: ProjectedSource;
  persistentVolumeClaim?: { claimName?: string };
  nfs?: { server?: string; path?: string };
  csi?: { driver?: string };
  ephemeral?: {
    volumeClaimTemplate?: { spec?: { volumeMode?: string } };
  };
  image?: { reference?: string; pullPolicy?: string };
  [source: string]: unknown;
}

/** Something that becomes files. */
export interface FileSource {
  defaultMode?: number;
  items?: KeyToPath[];
}

export interface KeyToPath {
  key?: string;
  path?: string;
  mode?: number;
}

export interface DownwardSource {
  defaultMode?: number;
  items?: DownwardFile[];
}

export interface DownwardFile {
  path?: string;
  mode?: number;
  fieldRef?: FieldRef;
  resourceFieldRef?: ResourceFieldRef;
}

export interface ProjectedSource {
  defaultMode?: number;
  sources?: Projection[];
}

export interface Projection {
  secret?: { name?: string; items?: KeyToPath[] };
  configMap?: { name?: string; items?: KeyToPath[] };
  downwardAPI?: { items?: DownwardFile[] };
  serviceAccountToken?: { path?: string; expirationSeconds?: number };
  clusterTrustBundle?: object;
  podCertificate?: object;
}
