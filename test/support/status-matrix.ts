import { SITUATIONS } from './situations.js';
import { readFixtures, statusOf } from './status-fixtures.js';

/** The table of docs/status.md: what kubectl said when the situation was recorded, beside what the status says. */
export function toMatrix(): string {
  const fixtures = new Map(readFixtures().map((each) => [each.name, each]));
  const rows = SITUATIONS.map(({ name, says }) => {
    const fixture = fixtures.get(name);
    if (!fixture) throw new Error(`${name} is not recorded.`);
    const { phase, message, problems } = statusOf(fixture);
    const { pods, rollout } = fixture.kubectl;
    const more = problems[0];
    return [
      says,
      toPodWords(pods),
      rollout,
      `**${phase}**${more ? ` ${more.code}` : ''}`,
      more && !message.includes(more.title)
        ? `${message} ${more.title}`
        : message,
    ];
  });
  const head = [
    'situation',
    '`kubectl get pods`',
    '`kubectl rollout status`',
    'phase and first problem',
    'in words',
  ];
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(toCell).join(' | ')} |`)
    .join('\n');
}

/** In how many of the situations that have a problem kubectl does not name it. */
export function toCount(): string {
  const troubled = readFixtures().filter(
    (fixture) => statusOf(fixture).problems.length > 0,
  );
  const quiet = troubled.filter(({ kubectl }) =>
    toPodWords(kubectl.pods)
      .split(', ')
      .every((words) => NO_CAUSE.test(words)),
  );
  const waiting = troubled.filter(({ kubectl }) =>
    NO_NEWS.test(kubectl.rollout),
  );
  return `Of ${troubled.length} situations with a problem, \`kubectl get pods\` shows no word of it in ${quiet.length} (no pods, or Pending, ContainerCreating, Running, Terminating, Completed), and \`kubectl rollout status\` in ${waiting.length}; here each has a code and a sentence.`;
}

const NO_CAUSE =
  /^(no pods|\S+ (Pending|ContainerCreating|Running|Terminating|Completed))$/;
const NO_NEWS = /^Waiting for|successfully rolled out|no status viewer/;

/** READY and STATUS of each pod. */
function toPodWords(printed: string): string {
  const words = printed.split('\n').map((line) => {
    const [, ready = '', status = ''] = line.split(/\s{2,}/);
    return `${ready} ${status}`.trim();
  });
  return printed === '' ? 'no pods' : words.join(', ');
}

function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
}
