/** Compares a coupled record with its own agreed members, first by digest, then field by field. Pure. */
import { ConflictPolicy, TravellingField } from '../mapping/field-mapping';
import { opposite, Side, Value, Values } from '../value';
import { fitted } from './canonical';
import { Agreement, Circumstances, Decision, decideSync, FieldState } from './decide-sync';
import { Digest, equalsKept, isSamePair, kept, keptPair, KeptValue, memberOf } from './digest';
import { Need } from './references';
import { columnOf, RunPlan } from './run-plan';
import { CarriedField, isLeftAlone, isOpenLater, isUnsettled, memberOn, returnedMember, Transfer } from './transfer-fields';

/** Field name → kept pair. */
export type Pairs = Readonly<Record<string, unknown>>;

export interface Digests {
  readonly businessCentral?: string;
  readonly sales?: string;
  readonly toSales?: string;
  readonly fromSales?: string;
}

/** Digest of what the source side holds now in its both-ways fields. */
export function sourceDigest(transfer: Transfer): string | undefined {
  const digest = new Digest();
  for (const field of transfer.both) if (!isUnsettled(field)) digest.add(field.field.name, field.source);
  return digest.value;
}

/** What the one-way fields and the rules that add values would send now. */
function oneWayDigest({ oneWay, completed }: Transfer): string | undefined {
  const digest = new Digest();
  for (const field of oneWay) if (!isLeftAlone(field) && !isUnsettled(field)) digest.add(field.field.name, field.carried ?? null);
  for (const name in completed) digest.add(`+${name}`, completed[name] ?? null);
  return digest.value;
}

/**
 * Digest of what the one-way fields would send now, led by the version of the mapping, so that an edited mapping looks at everything once.
 * Nothing follows the version where nothing would be sent.
 */
export const sentDigest = (transfer: Transfer, mappingVersion: number): string => `${mappingVersion}:${oneWayDigest(transfer) ?? ''}`;

/**
 * Whether neither side needs a look: the source's both-ways members are what was agreed, and what would be sent is what was sent last. A record that the
 * other direction has made has sent nothing this way yet: it needs no look either where nothing would be sent, unless the mapping was edited since.
 */
export function isUnchanged({ direction, source }: RunPlan, transfer: Transfer, { digests, mappingVersion }: Remembered): boolean {
  if (sourceDigest(transfer) !== digests[source]) return false;
  const sends = sentDigest(transfer, mappingVersion);
  const nothing = `${mappingVersion}:`;
  if (sends !== nothing || digests[direction] !== undefined) return sends === digests[direction];
  return digests[opposite(direction)]?.startsWith(nothing) ?? false;
}

/** What a coupling remembers of its records, and the version of the mapping that looks at them now. */
export interface Remembered {
  readonly digests: Digests;
  readonly mappingVersion: number;
}

/** Digest of one side's members of agreed pairs; equal to `sourceDigest` of an unchanged record. */
export function agreedDigest(plan: RunPlan, pairs: Pairs, side: Side): string | undefined {
  const digest = new Digest();
  for (const { name } of plan.both) if (name in pairs) digest.add(name, memberOf(pairs[name], side));
  return digest.value;
}

/** Digests of both sides' members of agreed pairs: one and the same where both sides hold the same. */
export function agreedDigests(plan: RunPlan, pairs: Pairs): Pick<Digests, Side> {
  const businessCentral = agreedDigest(plan, pairs, 'businessCentral');
  const differ = Object.values(pairs).some((pair) => Array.isArray(pair));
  return { businessCentral, sales: differ ? agreedDigest(plan, pairs, 'sales') : businessCentral };
}

/** The pair of a field that was carried: the source's member and what the target holds. */
export const pairOf = (plan: RunPlan, { source, target }: Agreement): unknown =>
  plan.source === 'businessCentral' ? keptPair(kept(source), kept(target)) : keptPair(kept(target), kept(source));

/** What one reference waits for: any of these. */
export type Alternatives = readonly Need[];

/** Needs that keep a new record back, one entry per unknown reference; later references and those that leave their target alone keep nothing back. */
export const blockingNeeds = (transfer: Transfer): Alternatives[] =>
  [transfer.both, transfer.oneWay, transfer.initial].flatMap((fields) =>
    fields.filter((field) => field.needs.length > 0 && !isOpenLater(field)).map(({ needs }) => needs),
  );

/** Needs of later references, to be stored. */
export const laterNeeds = (transfer: Transfer): Need[] =>
  [...transfer.both, ...transfer.oneWay].filter(isUnsettled).flatMap(({ needs }) => needs);

export interface Comparison {
  readonly decision: Decision;
  /** Fields whose pair does not hold any more, and that have no new one: references that were cleared. */
  readonly forget: readonly string[];
  /** Target columns to write, by name; empty when nothing differs. */
  readonly write: Values;
  /** One-way columns whose target was edited there and is overwritten now. */
  readonly overwritten: readonly string[];
  /** References that a change of the source needs first. */
  readonly needs: readonly Alternatives[];
}

export interface ComparedRecord {
  readonly transfer: Transfer;
  readonly target: Values;
  readonly pairs: Pairs;
  readonly circumstances: Circumstances;
  /** Fields that a person has decided, or all of them when the direction was forced. */
  readonly chosen?: (field: string) => ConflictPolicy | undefined;
  /** True when the source's one-way fields are what was last sent: a difference then comes from the target. */
  readonly sentBefore: boolean;
}

const policyOf = (plan: RunPlan, field: TravellingField): ConflictPolicy => field.policy ?? plan.mapping.conflictPolicy;

function agreedMembers(plan: RunPlan, pairs: Pairs, name: string): FieldState['agreed'] {
  if (!(name in pairs)) return undefined;
  return { source: memberOf(pairs[name], plan.source), target: memberOf(pairs[name], plan.target) };
}

const isAsAgreed = (source: Value, agreed: { source: KeptValue } | undefined): boolean =>
  agreed !== undefined && equalsKept(source, agreed.source);

/** A reference that names a record, and not nothing. */
const isNaming = ({ field, source, carried }: CarriedField): boolean => field.kind !== 'value' && source !== null && carried !== null;

function statesOf(plan: RunPlan, { transfer, target, pairs, chosen }: ComparedRecord): { states: FieldState[]; needs: Alternatives[] } {
  const states: FieldState[] = [];
  const needs: Alternatives[] = [];
  for (const carriedField of transfer.both) {
    const { field, source, carried } = carriedField;
    if (isOpenLater(carriedField)) continue;
    const agreed = agreedMembers(plan, pairs, field.name);
    if (carried === undefined) {
      if (!isAsAgreed(source, agreed)) needs.push(carriedField.needs);
      continue;
    }
    const member = memberOn(plan.target, field, target, plan);
    const policy = chosen?.(field.name) ?? policyOf(plan, field);
    const renamed = isNaming(carriedField) && agreed !== undefined && !equalsKept(carried, agreed.target);
    const returned = returnedMember(field, member, plan);
    states.push({ field: field.name, source, target: member, carried, returned, agreed, policy, renamed });
  }
  return { states, needs };
}

/** Target columns of one-way fields and completions that differ from what they should be. */
function oneWayDifferences(plan: RunPlan, { transfer, target }: ComparedRecord): Record<string, Value> {
  const write: Record<string, Value> = {};
  for (const carriedField of transfer.oneWay) {
    if (isLeftAlone(carriedField) || carriedField.carried === undefined) continue;
    const { field, carried, columns } = carriedField;
    const isCreateOnly = Object.keys(columns).every((name) => columnOf(plan.mapping, plan.target, name).access === 'createOnly');
    if (!isCreateOnly && memberOn(plan.target, field, target, plan) !== carried) Object.assign(write, columns);
  }
  for (const [name, value] of Object.entries(transfer.completed))
    if (fitted(columnOf(plan.mapping, plan.target, name), target[name]) !== value) write[name] = value;
  return write;
}

/** What was cleared is carried out, but never agreed: the reference is written as soon as what it names is coupled. */
function withoutCleared(decision: Decision, { transfer, pairs }: ComparedRecord): { decision: Decision; forget: string[] } {
  const cleared = new Set(transfer.both.filter(isUnsettled).map(({ field }) => field.name));
  if (cleared.size === 0) return { decision, forget: [] };
  const entries = Object.entries(decision.agree);
  const agree = Object.fromEntries(entries.filter(([name]) => !cleared.has(name)));
  return { decision: { ...decision, agree }, forget: entries.map(([name]) => name).filter((name) => cleared.has(name) && name in pairs) };
}

/** Compares a record with its target and its agreed pairs. */
export function compareRecord(plan: RunPlan, record: ComparedRecord): Comparison {
  const { states, needs } = statesOf(plan, record);
  const openOneWay = record.transfer.oneWay.filter((field) => field.carried === undefined && !isLeftAlone(field));
  const { decision, forget } = withoutCleared(decideSync(states, record.circumstances), record);
  const oneWay = oneWayDifferences(plan, record);
  const chosen = new Set(decision.write);
  const bothWays = record.transfer.both.filter(({ field }) => chosen.has(field.name)).map(({ columns }) => columns);
  return {
    decision,
    forget,
    write: Object.assign({}, oneWay, ...bothWays) as Values,
    overwritten: record.sentBefore ? Object.keys(oneWay) : [],
    needs: [...needs, ...openOneWay.map((field) => field.needs)],
  };
}

/** The pairs that hold once a comparison has been carried out: the very same object where all of them held before. */
export function pairsAfter(plan: RunPlan, pairs: Pairs, { decision, forget }: Pick<Comparison, 'decision' | 'forget'>): Pairs {
  const agreed = Object.entries(decision.agree).map(([name, agreement]) => [name, pairOf(plan, agreement)] as const);
  const news = agreed.filter(([name, pair]) => !(name in pairs && isSamePair(pair, pairs[name])));
  if (news.length === 0 && !forget.some((name) => name in pairs)) return pairs;
  const held = Object.entries(pairs).filter(([name]) => !forget.includes(name));
  return Object.fromEntries([...held, ...news]);
}
