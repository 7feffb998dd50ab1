const SIGNALS: Record<number, string> = {
  4: 'illegal instruction',
  6: 'abort',
  7: 'bus error',
  8: 'arithmetic error',
  11: 'segmentation fault',
  13: 'broken pipe',
};

/** What an exit code says, as a sentence. */
export function exitSentence(exitCode: number | undefined): string {
  switch (exitCode) {
    case undefined:
      return 'The program keeps ending.';
    case 0:
      return 'The program ended normally; a service must keep running.';
    case 1:
      return 'The program ended with an error (exit 1); see its last log.';
    case 137:
      return 'The program was killed (exit 137), often because of a failed liveness probe.';
    case 143:
      return 'The program was asked to stop (exit 143).';
  }
  const signal = exitCode - 128;
  if (signal <= 0 || signal > 64)
    return `The program ended with an error (exit ${exitCode}); see its last log.`;
  const name = SIGNALS[signal];
  return name
    ? `The program crashed (${name}, exit ${exitCode}).`
    : `The program was ended by signal ${signal} (exit ${exitCode}).`;
}

const NO_COMMAND = [
  /exec: \\?"([^"\\]+)\\?": (?:stat .*no such file|executable file not found)/,
  /executable file `([^`]+)` not found/,
  /stat ([^\s:]+): no such file or directory/,
];
const NO_RIGHT = /exec: \\?"([^"\\]+)\\?".*permission denied/;

/** Why a program could not be started, as a sentence. */
export function startFailure(message: string): string {
  const denied = NO_RIGHT.exec(message)?.[1];
  if (denied) return `The command may not be run: ${denied}`;
  for (const pattern of NO_COMMAND) {
    const command = pattern.exec(message)?.[1];
    if (command) return `Command not found: ${command}`;
  }
  return 'The program could not be started.';
}
