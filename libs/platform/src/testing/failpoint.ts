/** Places at which a worker under test is killed or stopped; without the environment's word they do not exist. */
import { IsIn, IsString } from 'class-validator';
import { Environment } from '../config/environment';

/** Where a worker can fail: around its reads and writes of the two systems, and between the steps of a chunk. */
export const failpoints = [
  'after-read',
  'after-resolve',
  'after-claim',
  'before-send',
  'after-send',
  'after-confirm',
  'after-release',
] as const;
export type Failpoint = (typeof failpoints)[number];

/** `kill` ends the process without warning, `stop` halts it until somebody lets it go on. */
export const failpointModes = ['kill', 'stop'] as const;
export type FailpointMode = (typeof failpointModes)[number];

/** Set by tests of faults only. */
@Environment()
export class FailpointEnvironment {
  /** Where this process is struck, once. */
  @IsIn(['', ...failpoints])
  tandemFailpoint: Failpoint | '' = '';

  @IsIn(failpointModes)
  tandemFailpointMode: FailpointMode = 'kill';

  /** Only in pages of this mapping; of any where it is empty. */
  @IsString()
  tandemFailpointMapping: string = '';
}

/** Methods of a collaborator and the points around them. */
type Points<T> = { readonly [Method in keyof T & string]?: { readonly before?: Failpoint; readonly after?: Failpoint } };

const signals = { kill: 'SIGKILL', stop: 'SIGSTOP' } as const;

/** Strikes once, at one point, in pages of one mapping or of any. */
export class Failpoints {
  private struck = false;

  constructor(
    private readonly environment: FailpointEnvironment,
    private readonly signal: (signal: NodeJS.Signals) => void = (signal) => process.kill(process.pid, signal),
  ) {}

  /** The collaborator with failpoints around its methods; the very same one where the page is none of this failpoint's business. */
  around<T extends object>(page: { readonly mapping: string }, target: T, points: Points<T>): T {
    const { tandemFailpoint, tandemFailpointMapping } = this.environment;
    if (tandemFailpoint === '' || (tandemFailpointMapping !== '' && tandemFailpointMapping !== page.mapping)) return target;
    return new Proxy(target, { get: (_, name) => this.member(target, name as keyof T & string, points) });
  }

  private member<T extends object>(target: T, name: keyof T & string, points: Points<T>): unknown {
    const member = target[name];
    const around = points[name];
    if (typeof member !== 'function') return member;
    if (!around) return member.bind(target) as unknown;
    return async (...parameters: unknown[]): Promise<unknown> => {
      this.pass(around.before);
      const answer: unknown = await Reflect.apply(member, target, parameters);
      this.pass(around.after);
      return answer;
    };
  }

  private pass(point: Failpoint | undefined): void {
    if (point === undefined || point !== this.environment.tandemFailpoint || this.struck) return;
    this.struck = true;
    this.signal(signals[this.environment.tandemFailpointMode]);
  }
}
