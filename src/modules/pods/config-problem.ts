import { type ProblemParts, toProblem } from './problem.js';
import type { Problem } from './problem.type.js';
import { Severity } from './problem-code.js';

const OBJECT = /\b(secret|configmap)s? "([^"]+)" not found/i;
const KEY =
  /couldn't find key (\S+) in (secret|configmap) (?:[^/\s]+\/)?(\S+)/i;
const MOUNTED_KEY = /references non-existent (secret|config) key(?:: (\S+))?/i;
const ROOT = /runAsNonRoot|will run as root|non-root policy|non-numeric user/i;
/** The kubelet could not ask; it asks again. */
const PASSES = /failed to sync .* cache/i;

/** What a container lacks before it can be made. Old kubelets put the words into the reason. 'none' when it is about something
 * else, undefined when there is nothing to say yet. */
export function configProblem(
  reason: string,
  message: string,
  about: Partial<ProblemParts>,
): Problem | 'none' | undefined {
  const raw = message || reason;
  if (PASSES.test(raw)) return undefined;
  if (ROOT.test(raw))
    return toProblem('RUN_AS_ROOT_FORBIDDEN', {
      ...{ ...about, raw },
      title: /non-numeric user/.test(raw)
        ? "The image's user is a name, so nobody can tell that it is not root; this tenant forbids root."
        : 'The image runs as root; this tenant forbids it.',
    });
  const missing = toMissing(raw);
  if (missing)
    return toProblem('CONFIG_MISSING', { ...about, ...missing, raw });
  if (reason === 'CreateContainerConfigError')
    return toProblem('OTHER', {
      ...{ ...about, raw, severity: Severity.BLOCKING },
      title: 'The configuration of the container cannot be made.',
    });
  return 'none';
}

/** The secret or config map, or the key of one, that a message says is missing. */
export function toMissing(message: string): ProblemParts | undefined {
  const key = KEY.exec(message);
  if (key) {
    const [, name, kind = '', object] = key;
    return {
      title: `${wordFor(kind)} ${object} has no key ${name}.`,
      facts: { kind: wordFor(kind), name: object, key: name },
    };
  }
  const found = OBJECT.exec(message);
  if (found) {
    const [, kind = '', name] = found;
    return {
      title: `${wordFor(kind)} ${name} does not exist.`,
      facts: { kind: wordFor(kind), name },
    };
  }
  const mounted = MOUNTED_KEY.exec(message);
  if (!mounted) return undefined;
  const [, kind = '', name] = mounted;
  return {
    title: `A ${wordFor(kind).toLowerCase()} of a volume lacks ${name ? `the key ${name}` : 'a key'}.`,
    facts: { kind: wordFor(kind), key: name },
  };
}

function wordFor(kind: string): string {
  return kind.toLowerCase() === 'secret' ? 'Secret' : 'Config map';
}
