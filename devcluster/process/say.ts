/** Prints for the person at the terminal, on standard error: standard output belongs to the command that is run. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
