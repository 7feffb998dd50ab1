import { type ProblemParts, toProblem } from '../pods/problem.js';
import type { Problem } from '../pods/problem.type.js';
import { Severity } from '../pods/problem-code.js';
import { type QuotaNow, quotaParts } from './quota-problem.js';

const LIMITED =
  /(maximum|minimum) ([\w./-]+) usage per (Container|Pod|PersistentVolumeClaim) is ([^,]+?),? but (limit|request) is (\S+?)\.?(?:[,\]]|$)/;
const RATIO =
  /([\w./-]+) max limit to request ratio per (Container|Pod) is ([^,]+),/;
const UNLIMITED = /failed quota: ([^:]+): must specify ([\w./,-]+)/;
const SECURITY = /violates PodSecurity "([^"]+)": (.*)$/s;
const WEBHOOK = /admission webhook "([^"]+)" denied the request:? ?(.*)$/s;
const POLICY =
  /ValidatingAdmissionPolicy '([^']+)'(?: with binding '[^']+')? denied request: (.*)$/s;
const ACCOUNT =
  /error looking up service account [^/\s]+\/([^:\s]+)|serviceaccount "([^"]+)" not found/;
const PRIORITY = /no PriorityClass with name (\S+)/;

/** What else is known when a pod is refused. */
export interface RefusalFacts {
  /** Since when pods are refused. */
  since?: string;
  /** Other pods of the version are up. */
  someUp?: boolean;
  quota?: QuotaNow;
}

/** Why Kubernetes makes no pod, from the words with which it refused. */
export function refusalProblem(
  message: string,
  { since, someUp = false, quota: now }: RefusalFacts = {},
): Problem {
  const raw = message.replace(/^Error creating: /, '');
  const about = { raw, since };
  const quota = quotaParts(raw, since, now);
  if (quota)
    return toProblem('QUOTA_EXCEEDED', {
      ...{ ...about, ...quota },
      severity: someUp ? Severity.DEGRADING : Severity.BLOCKING,
    });
  const unlimited = UNLIMITED.exec(raw);
  if (unlimited) {
    const [, name, resources = ''] = unlimited;
    const words = resources.split(',').map(limitWord).join(' and ');
    return toProblem('QUOTA_NEEDS_LIMITS', {
      ...about,
      title: `This tenant requires ${words} on every container.`,
      facts: { quota: name, resources },
    });
  }
  const limit = limitParts(raw);
  if (limit) return toProblem('LIMIT_RANGE', { ...about, ...limit });
  const security = SECURITY.exec(raw);
  if (security) {
    const [, level, list = ''] = security;
    return toProblem('POD_SECURITY', {
      ...about,
      title: `The tenant forbids this: ${securityWords(list).join('; ')}.`,
      facts: { level },
    });
  }
  const denied = WEBHOOK.exec(raw) ?? POLICY.exec(raw);
  if (denied)
    return toProblem('POLICY_DENIED', {
      ...about,
      title: `A cluster policy (${denied[1]}) refuses it: ${denied[2] ?? ''}`,
      facts: { policy: denied[1] },
    });
  const account = ACCOUNT.exec(raw);
  if (account) {
    const name = account[1] ?? account[2];
    return toProblem('SERVICE_ACCOUNT_MISSING', {
      ...about,
      title: `The service account ${name} does not exist.`,
      facts: { serviceAccount: name },
    });
  }
  const priority = PRIORITY.exec(raw)?.[1];
  if (priority)
    return toProblem('PRIORITY_CLASS_MISSING', {
      ...about,
      title: `The priority class ${priority} does not exist.`,
      facts: { priorityClass: priority },
    });
  return toProblem('OTHER', {
    ...about,
    title: 'Kubernetes refuses to make a pod.',
    severity: Severity.BLOCKING,
  });
}

function limitParts(raw: string): ProblemParts | undefined {
  const range = LIMITED.exec(raw);
  if (range) {
    const [, bound, resource = '', scope = '', allowed, what, actual] = range;
    return {
      title: `${capital(resource)} ${what} ${actual} is ${bound === 'maximum' ? 'above' : 'below'} the ${allowed} that this tenant allows per ${scope.toLowerCase()}.`,
      facts: { resource, [bound ?? '']: allowed, [what ?? '']: actual },
    };
  }
  const least =
    /(minimum|maximum) ([\w./-]+) usage per (Container|Pod) is ([^,]+?)\. +No (limit|request) is specified/.exec(
      raw,
    );
  if (least) {
    const [, bound, resource = '', scope = '', allowed, what] = least;
    return {
      title: `This tenant wants a ${resource} ${what} on every ${scope.toLowerCase()}; the ${bound} is ${allowed}.`,
      facts: { resource, [bound ?? '']: allowed },
    };
  }
  const ratio = RATIO.exec(raw);
  if (!ratio) return undefined;
  const [, resource = '', scope = '', most] = ratio;
  return {
    title: `${capital(resource)} limit is more than ${most} times the request, which this tenant does not allow per ${scope.toLowerCase()}.`,
    facts: { resource, ratio: most },
  };
}

const SECURITY_WORDS: [RegExp, string][] = [
  [/^runAsNonRoot/, 'container must not run as root (set runAsUser)'],
  [/^allowPrivilegeEscalation/, 'privilege escalation must be switched off'],
  [/^unrestricted capabilities/, 'all capabilities must be dropped'],
  [/^seccompProfile/, 'the seccomp profile must be set'],
  [/^privileged/, 'container must not be privileged'],
  [/^host namespaces/, "the machine's namespaces must not be used"],
  [/^hostPath volumes/, "the machine's folders must not be mounted"],
  [/^hostPort/, "the machine's ports must not be used"],
];

/** The list behind the colon in words; what is in brackets says where. */
function securityWords(list: string): string[] {
  const parts = list.replace(/\((?:[^()]|\([^()]*\))*\)/g, '').split(',');
  const words = parts.flatMap((part) => {
    const text = part.trim();
    const known = SECURITY_WORDS.find(([pattern]) => pattern.test(text));
    return text ? [known?.[1] ?? text] : [];
  });
  return words.length > 0 ? words : ['its pod security level refuses the pod'];
}

function limitWord(resource: string): string {
  const [kind, name] = resource.split('.');
  const word = name === 'cpu' ? 'CPU' : name;
  return word
    ? `a ${word} ${kind === 'limits' ? 'limit' : 'request'}`
    : `${resource}`;
}

function capital(resource: string): string {
  return resource === 'cpu'
    ? 'CPU'
    : resource.charAt(0).toUpperCase() + resource.slice(1);
}
