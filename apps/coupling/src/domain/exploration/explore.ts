/** Breadth first over every state that can be reached; what is found broken comes with the shortest way to it. */
import { keyOf } from './canonical';
import { brokenAlways, brokenAtRest } from './invariants';
import { nextOf } from './transitions';
import { Setting } from './step';
import { World } from './world';

export interface Exploration {
  readonly states: number;
  readonly atRest: number;
  /** Null where everything holds. */
  readonly violation: { readonly broken: string; readonly way: readonly string[] } | null;
}

interface Reached {
  /** Null once it has been looked at. */
  world: World | null;
  readonly from: number;
  readonly by: string;
  /** States that lead here without a disturbance. */
  readonly before: number[];
  isAtRest: boolean;
}

/** @param most states at which to give up: an exploration that does not end proves nothing */
export function explore(setting: Setting, most = 2_000_000): Exploration {
  const reached: Reached[] = [];
  const numbers = new Map<string, number>();
  const reach = (world: World, from: number, by: string): number => {
    const key = keyOf(world);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, reached.length);
    return reached.push({ world, from, by, before: [], isAtRest: false }) - 1;
  };
  reach(setting.scenario.start, -1, 'start');
  for (let index = 0; index < reached.length; index++) {
    if (reached.length > most) throw new Error(`More than ${most} states.`);
    const broken = visit({ reached, reach, index }, setting);
    if (broken) return { states: reached.length, atRest: 0, violation: { broken, way: wayTo(reached, index) } };
  }
  const stuck = firstThatNeverRests(reached);
  const violation = stuck === null ? null : { broken: 'it never comes to rest', way: wayTo(reached, stuck) };
  return { states: reached.length, atRest: reached.filter(({ isAtRest }) => isAtRest).length, violation };
}

interface Visit {
  readonly reached: Reached[];
  readonly reach: (world: World, from: number, by: string) => number;
  readonly index: number;
}

function visit({ reached, reach, index }: Visit, setting: Setting): string | null {
  const state = reached[index]!;
  const world = state.world!;
  state.world = null;
  const { own, disturbances } = nextOf(world, setting);
  state.isAtRest = own.length === 0;
  const broken = brokenAlways(world) ?? (state.isAtRest ? brokenAtRest(world) : null);
  if (broken) return broken;
  for (const { name, world: next } of own) reached[reach(next, index, name)]!.before.push(index);
  for (const { name, world: next } of disturbances) reach(next, index, name);
  return null;
}

function wayTo(reached: readonly Reached[], index: number): string[] {
  const way: string[] = [];
  for (let at = index; at > 0; at = reached[at]!.from) way.unshift(reached[at]!.by);
  return way;
}

/** Left to itself every state must be able to come to rest. */
function firstThatNeverRests(reached: readonly Reached[]): number | null {
  const rests = new Uint8Array(reached.length);
  const open: number[] = [];
  reached.forEach(({ isAtRest }, index) => {
    if (isAtRest) open.push(index);
  });
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (rests[index]) continue;
    rests[index] = 1;
    open.push(...reached[index]!.before);
  }
  const stuck = rests.indexOf(0);
  return stuck < 0 ? null : stuck;
}
