/** Servers that run as children of this process: they are waited for, and ended in an orderly way. */
import { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

/** Whether a child has ended. */
export const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Waits until a child has ended. */
export const ended = (child: ChildProcess): Promise<void> =>
  hasEnded(child) ? Promise.resolve() : new Promise((resolve) => child.once('exit', () => resolve()));

/** Asks a child to end, and makes it end when it has not done so within the limit (milliseconds). */
export async function end(child: ChildProcess, signal: NodeJS.Signals, limitMs = 10_000): Promise<void> {
  if (hasEnded(child)) return;
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  await ended(child);
  clearTimeout(timer);
}

/** Waits until a port of the loopback interface accepts connections; fails as soon as the child behind it ends. */
export async function untilListening(child: ChildProcess, port: number, describe: () => string, limitMs = 20_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await accepts(port))) {
    if (hasEnded(child) || Date.now() > deadline) throw new Error(describe());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
