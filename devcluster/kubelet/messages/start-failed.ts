import type { Wording } from './wording.js';

/** How a container fails whose command does not exist. */
export interface StartFailure extends Wording {
  /** The reason of the waiting state: whether it was made and did not start, or could not be made. */
  reason: 'RunContainerError' | 'CreateContainerError';
  /** What is left of a container that was made. */
  termination?: { reason: string; exitCode: number; text: string };
}

const STAT =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "{command}": stat {command}: no such file or directory: unknown';
const CAUSED =
  'OCI runtime create failed: container_linux.go:345: starting container process caused "exec: \\"{command}\\": executable file not found in $PATH": unknown';

export const NO_EXECUTABLE: readonly StartFailure[] = [
  {
    // containerd; the states as in github.com/vdesabou/kafka-docker-playground/issues/8515
    text: STAT,
    source: 'https://github.com/aws/eks-pod-identity-agent/issues/75',
    reason: 'RunContainerError',
    termination: { reason: 'StartError', exitCode: 128, text: STAT },
  },
  {
    // CRI-O with runc; "container create failed: " is from its internal/oci/runtime_oci.go
    text: 'container create failed: runc create failed: unable to start container process: exec: "{command}": executable file not found in $PATH',
    source: 'https://github.com/cri-o/cri-o/issues/9136',
    reason: 'CreateContainerError',
  },
  {
    // Docker; the states as in kubernetesinterviewquestions.com/errors/containercannotrun
    text: `failed to start container "{container}": Error response from daemon: ${CAUSED}`,
    source: 'https://github.com/storageos/cluster-operator/issues/141',
    reason: 'RunContainerError',
    termination: { reason: 'ContainerCannotRun', exitCode: 127, text: CAUSED },
  },
  {
    // CRI-O with crun
    text: 'container create failed: executable file `{command}` not found in $PATH: No such file or directory\n',
    source: 'https://github.com/cri-o/cri-o/issues/8887',
    reason: 'CreateContainerError',
  },
];
