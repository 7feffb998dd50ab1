import type { ImageBehaviour } from './image-behaviour.js';
import { isBadName, parseImageName } from './image-name.js';
import { parseImageTag } from './image-tag.js';

/** Where the images live whose names say how they behave. */
const REGISTRY = 'moorage.dev';
// Long enough that a watcher sees the container running, short enough that nobody waits.
const SOON_MS = 200;

type Row = (argument: string) => ImageBehaviour | undefined;

const always =
  (behaviour: ImageBehaviour): Row =>
  (argument) =>
    argument === '' ? behaviour : undefined;

/** A row whose tag is a number of seconds, such as `5` or `0.5s`. */
const seconds =
  (byDefault: number, toBehaviour: (ms: number) => ImageBehaviour): Row =>
  (argument) => {
    const match = /^(\d+(?:\.\d+)?)?s?$/.exec(argument);
    return match
      ? toBehaviour(Number(match[1] ?? byDefault) * 1000)
      : undefined;
  };

const code: Row = (argument) => {
  const match = /^(\d{1,3})(?:-after-(\d+(?:\.\d+)?)s?)?$/.exec(argument);
  if (!match || Number(match[1]) > 255) return undefined;
  const afterMs = match[2] === undefined ? SOON_MS : Number(match[2]) * 1000;
  return { ends: { exitCode: Number(match[1]), afterMs } };
};

/** Every reserved image, by its path at the registry. */
const ROWS: Readonly<Record<string, Row>> = {
  completes: (argument) => code(argument ? `0-after-${argument}` : '0'),
  crash: (argument) => code(argument || '1'),
  exits: code,
  'out-of-memory': seconds(SOON_MS / 1000, (afterMs) => ({
    ends: { exitCode: 137, afterMs, reason: 'OOMKilled' },
  })),
  'exec-format-error': always({
    ends: { exitCode: 1, afterMs: 0, complaint: 'exec-format-error' },
  }),
  'no-executable': always({ hasNoExecutable: true }),
  'no-network': always({ hasNoNetwork: true }),
  'never-ready': always({ readyAfterMs: Infinity }),
  'slow-start': seconds(5, (readyAfterMs) => ({ readyAfterMs })),
  unhealthy: seconds(5, (unhealthyAfterMs) => ({
    unhealthyAfterMs,
    onTerm: { afterMs: 0, exitCode: 143 },
  })),
  hung: seconds(5, (unhealthyAfterMs) => ({
    unhealthyAfterMs,
    onTerm: { afterMs: Infinity, exitCode: 137 },
  })),
  'ignores-sigterm': always({ onTerm: { afterMs: Infinity, exitCode: 137 } }),
  'slow-stop': seconds(5, (afterMs) => ({ onTerm: { afterMs, exitCode: 0 } })),
  logs: (argument) => {
    const linesPerSecond = Number(argument || '1');
    const isFine = linesPerSecond > 0 && linesPerSecond <= 1000;
    return isFine ? { linesPerSecond } : undefined;
  },
  evicted: seconds(1, (evictedAfterMs) => ({ evictedAfterMs })),
  'slow-pull': seconds(5, (pullMs) => ({ pullMs })),
  'no-such-image': always({ pullFault: 'not-found' }),
  refused: always({ pullFault: 'refused' }),
  private: always({ pullFault: 'refused', opensToPullSecret: true }),
  'rate-limited': always({ pullFault: 'rate-limited' }),
  unreachable: always({ pullFault: 'unreachable' }),
  untrusted: always({ pullFault: 'untrusted' }),
  'wrong-architecture': always({ pullFault: 'wrong-architecture' }),
};

/** Returns the behaviour that the image's name stands for. Images of other registries are ordinary; a name at the reserved
 * registry that no row knows cannot be pulled, so that a slip of the pen is noticed. */
export function behaviourOfImage(image: string): ImageBehaviour {
  const name = parseImageName(image);
  if (isBadName(name) || name.registry !== REGISTRY) return {};
  const row = Object.hasOwn(ROWS, name.path) ? ROWS[name.path] : undefined;
  return row?.(parseImageTag(name).argument) ?? { pullFault: 'not-found' };
}
