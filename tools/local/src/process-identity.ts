/** Whether a process is still the one that was started: a number alone may have passed to a stranger. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Start time as the system tells it; opaque, equal for the same process. */
  readonly started: string;
}

/** The identity of a running process; undefined where it has gone or is only waiting to be collected. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return started ? { pid, started } : undefined;
}

/** Whether that very process is running. */
export const isRunning = ({ pid, started }: ProcessIdentity): boolean => identityOf(pid)?.started === started;

/** Field 3 of /proc/<pid>/stat is the state, field 22 the start in ticks since boot; the name before them may hold spaces. */
function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function startElsewhere(pid: number): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() ||
      undefined
    );
  } catch {
    return undefined;
  }
}
