import type {
  V1ContainerStateTerminated,
  V1ContainerStatus,
} from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import { configProblem } from './config-problem.js';
import { exitSentence, startFailure } from './container-end.js';
import {
  isPullReason,
  isSpecific,
  toPullCode,
  toPullParts,
} from './image-problem.js';
import {
  type Damping,
  type ProblemParts,
  toDampedProblem,
  toProblem,
} from './problem.js';
import type { Problem } from './problem.type.js';
import { type ProblemCode, Severity } from './problem-code.js';

/** What is known of one container besides its status. */
export interface ContainerFacts {
  /** Whether it prepares the pod. */
  init: boolean;
  memoryLimit?: string;
  /** What the last failed pull said, from the events. */
  pullMessage?: string;
  /** The probe because of which it is restarted, and its words. */
  killedBy?: { code: ProblemCode; title: string; raw: string };
}

type Status = Raw<V1ContainerStatus>;
type Ended = Raw<V1ContainerStateTerminated>;

const PULL_DAMPING = 30_000;
const RECENT = 600_000;
const MANY_RESTARTS = 3;
const BEGINNINGS = ['ContainerCreating', 'PodInitializing'];
const STARTS = [
  'CreateContainerError',
  'RunContainerError',
  'StartError',
  'ContainerCannotRun',
  'PostStartHookError',
  'PreStartHookError',
  'PreCreateHookError',
];

/** What is wrong with one container, if anything. */
export function containerProblem(
  status: Status,
  facts: ContainerFacts,
  damping: Damping,
  since?: string,
): Problem | undefined {
  const { state, lastState, name, restartCount } = status;
  const about = { container: name, restarts: restartCount, since };
  if (state?.waiting) return whileWaiting(status, facts, damping, about);
  const ended = state?.terminated;
  if (ended && ended.exitCode !== 0)
    return endProblem(
      status,
      ended,
      facts,
      { ...about, since: ended.finishedAt },
      false,
    );
  if (!state?.running) return undefined;
  const last = lastState?.terminated;
  const age = damping.now - Date.parse(last?.finishedAt ?? '');
  const recent = age <= RECENT * damping.patience ? last : undefined;
  const isTrouble =
    facts.killedBy ??
    (recent?.reason === 'OOMKilled' ||
      (recent && restartCount >= MANY_RESTARTS));
  return isTrouble
    ? endProblem(
        status,
        recent,
        facts,
        { ...about, since: recent?.finishedAt },
        false,
      )
    : undefined;
}

function whileWaiting(
  status: Status,
  facts: ContainerFacts,
  damping: Damping,
  about: Partial<ProblemParts>,
): Problem | undefined {
  const { reason = '', message = '' } = status.state?.waiting ?? {};
  if (reason === '' || BEGINNINGS.includes(reason)) return undefined;
  if (isPullReason(reason)) {
    const words =
      isSpecific(message) || !facts.pullMessage ? message : facts.pullMessage;
    const code = toPullCode(reason, words, status.image);
    const raw = words || reason;
    const parts = { ...about, ...toPullParts(code, reason, status.image), raw };
    const passes =
      code === 'IMAGE_RATE_LIMITED' || code === 'REGISTRY_UNREACHABLE';
    if (passes)
      return toDampedProblem(code, parts, { ...damping, after: PULL_DAMPING });
    return code
      ? toProblem(code, parts)
      : toProblem('OTHER', { ...parts, severity: Severity.BLOCKING });
  }
  if (reason === 'CrashLoopBackOff') {
    const last = status.lastState?.terminated;
    const delay = /back-off (\S+) restarting/i.exec(message)?.[1];
    const parts = { ...about, since: last?.finishedAt ?? about.since };
    return endProblem(status, last, facts, parts, true, delay, message);
  }
  const config = configProblem(reason, message, about);
  if (config !== 'none') return config;
  const raw = message || reason;
  if (STARTS.includes(reason))
    return toProblem('START_FAILED', {
      ...about,
      title: startFailure(raw),
      raw,
    });
  return toProblem('OTHER', {
    ...about,
    title: `Container ${status.name} waits: ${reason}`,
    severity: Severity.BLOCKING,
    raw,
  });
}

/** How a container ended, and what follows: in back-off it blocks. */
function endProblem(
  { name, restartCount, image }: Status,
  ended: Ended | undefined,
  facts: ContainerFacts,
  about: Partial<ProblemParts>,
  backsOff: boolean,
  delay?: string,
  waiting?: string,
): Problem {
  const exitCode = ended?.exitCode;
  const raw = [ended?.reason, ended?.message, waiting]
    .filter(Boolean)
    .join(': ');
  const next = delay ? ` Kubernetes waits ${delay} before the next try.` : '';
  const parts = {
    ...{ ...about, exitCode },
    raw: raw || undefined,
    severity: backsOff ? Severity.BLOCKING : Severity.DEGRADING,
  };
  const told = (code: ProblemCode, title: string, more: object = {}) =>
    toProblem(code, {
      ...parts,
      ...more,
      title,
      detail: `Container ${name}: ${title} It was started again ${restartCount} times.${next}`,
    });
  if (ended?.reason === 'OOMKilled') {
    const limit = facts.memoryLimit;
    return told(
      'OUT_OF_MEMORY',
      `Killed for using more than its ${limit ? `${limit} ` : ''}memory${restartCount > 1 ? ` (started again ${restartCount} times)` : ''}.`,
      { facts: { memoryLimit: limit, restarts: restartCount } },
    );
  }
  if (/exec format error/.test(ended?.message ?? ''))
    return told(
      'IMAGE_WRONG_ARCH',
      `Image ${image} is not built for the machine's processor.`,
      { facts: { image } },
    );
  if (isFailedStart(ended))
    return told('START_FAILED', startFailure(ended?.message ?? raw));
  if (facts.killedBy)
    return told(facts.killedBy.code, facts.killedBy.title, {
      raw: facts.killedBy.raw,
      // It has never been up, whatever it does until the next kill.
      ...(facts.killedBy.code === 'STARTUP_FAILING' && {
        severity: Severity.BLOCKING,
      }),
    });
  if (facts.init)
    return told(
      'INIT_FAILED',
      `The preparation step '${name}' keeps failing (exit ${exitCode ?? 'unknown'}).`,
      { facts: { exitCode } },
    );
  return told('CRASH_LOOP', exitSentence(exitCode), { facts: { exitCode } });
}

function isFailedStart(ended: Ended | undefined): boolean {
  if (!ended) return false;
  const { reason, exitCode } = ended;
  if (reason === 'ContainerCannotRun') return exitCode !== 128;
  return reason === 'StartError' || exitCode === 126 || exitCode === 127;
}
