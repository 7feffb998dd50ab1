import { TestEnvironment } from 'jest-environment-node';
import { setTimeout as sleep } from 'node:timers/promises';

const WATCHED = ['TCPServerWrap', 'TCPSocketWrap', 'ProcessWrap'];
const GRACE = 2_000;
const PAUSE = 50;

/** Fails a test file that leaves a listening server, a connection or a child process behind: Jest itself only warns. */
export default class LeakEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.testPath = context.testPath;
  }

  async setup() {
    await super.setup();
    this.before = countResources();
  }

  async teardown() {
    const leaks = await leaksAfterGrace(this.before);
    await super.teardown();
    if (leaks.length > 0)
      throw new Error(
        `${this.testPath} left open: ${leaks.join(', ')} (${sockets()}). A test closes what it opened.`,
      );
  }
}

/** Closing takes a moment: only what is still there after the grace is a leak. */
async function leaksAfterGrace(before) {
  const end = Date.now() + GRACE;
  for (;;) {
    const leaks = compare(before, countResources());
    if (leaks.length === 0 || Date.now() > end) return leaks;
    await sleep(PAUSE);
  }
}

function countResources() {
  const names = process.getActiveResourcesInfo();
  return WATCHED.map((name) => names.filter((each) => each === name).length);
}

function compare(before, now) {
  return WATCHED.flatMap((name, index) =>
    now[index] > before[index] ? `${now[index] - before[index]} ${name}` : [],
  );
}

/** Where the open sockets lead, to find who opened them. */
function sockets() {
  return process
    ._getActiveHandles()
    .filter(({ remotePort }) => remotePort !== undefined)
    .map(
      ({ localPort, remotePort, encrypted, connecting, bytesWritten }) =>
        `${localPort} to ${remotePort}${encrypted ? ' by TLS' : ''}${connecting ? ', connecting' : ''}, ${bytesWritten} bytes sent`,
    )
    .join('; ');
}
