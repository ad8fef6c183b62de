/** An option set together with the same choice of other tables, which gets every change too: one value means the same on accounts and on their documents. */
import { WritePermit } from '@tandem/domain/ports/record-store';
import { DataverseClient } from './dataverse-client';
import { OptionSetStorage } from './entity-tables';
import { Option, OptionSet } from './option-set';

export class MirroredOptions {
  /** Whether anything has to be published. */
  changed = false;

  private constructor(
    private readonly sets: readonly OptionSet[],
    private readonly options: readonly Map<number, Option>[],
    private readonly permit: WritePermit | undefined,
  ) {}

  static async read(client: DataverseClient, storage: OptionSetStorage, permit?: WritePermit): Promise<MirroredOptions> {
    const sets = [storage, ...storage.mirrors].map(({ logicalName, attribute }) => new OptionSet(client, { logicalName, attribute }));
    const options = await Promise.all(sets.map(async (set) => new Map((await set.read()).map((option) => [option.value, option]))));
    return new MirroredOptions(sets, options, permit);
  }

  labelOf(value: number): string | undefined {
    return this.main.get(value)?.label;
  }

  /** The value that has the label already, after the mirrors that lack it were given it. It is published again: an earlier try may have ended before that. */
  async complete(label: string): Promise<number | undefined> {
    const existing = [...this.main.values()].find((option) => option.label.toLowerCase() === label.toLowerCase());
    if (!existing) return undefined;
    this.changed = true;
    await this.insertWhereMissing(existing);
    return existing.value;
  }

  /** Adds a value everywhere; without a chosen one the first set's choice holds for all. */
  async insert(label: string, chosen: string | null): Promise<number> {
    const languageCode = this.main.values().next().value?.languageCode;
    const set = this.sets[0] as OptionSet;
    this.changed = true;
    const value = await set.insert({ value: chosen === null ? undefined : Number(chosen), label, languageCode }, this.permit);
    const option = { value, label, languageCode: languageCode ?? 1033 };
    this.main.set(value, option);
    await this.insertWhereMissing(option);
    return value;
  }

  async relabel(value: number, label: string): Promise<void> {
    await this.everywhere(async (set, options) => {
      const option = options.get(value);
      if (!option || option.label === label) return;
      this.changed = true;
      await set.relabel({ value, label, languageCode: option.languageCode }, this.permit);
      options.set(value, { ...option, label });
    });
  }

  async remove(value: number): Promise<void> {
    await this.everywhere(async (set, options) => {
      if (!options.has(value)) return;
      this.changed = true;
      await set.delete(value, this.permit);
      options.delete(value);
    });
  }

  private get main(): Map<number, Option> {
    return this.options[0] as Map<number, Option>;
  }

  private insertWhereMissing(option: Option): Promise<void> {
    return this.everywhere(async (set, options) => {
      if (options.has(option.value)) return;
      this.changed = true;
      await set.insert(option, this.permit);
      options.set(option.value, option);
    });
  }

  private async everywhere(change: (set: OptionSet, options: Map<number, Option>) => Promise<void>): Promise<void> {
    for (const [index, set] of this.sets.entries()) await change(set, this.options[index] as Map<number, Option>);
  }
}
