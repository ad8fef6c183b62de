/** One option set of Dataverse: reading its values and changing them through the metadata. */
import { WritePermit } from '@tandem/domain/ports/record-store';
import { isJsonObject, JsonObject, parseJson, unexpectedAnswer } from '../http/json-answer';
import { outcomeUnknown, settle } from '../http/settled-write';
import { queryString } from '../odata/query';
import { DataverseClient } from './dataverse-client';
import { dataverseFailure, errorIn } from './errors';

/** A choice of a table. */
export interface Choice {
  readonly logicalName: string;
  readonly attribute: string;
}

/** One value of a choice. */
export interface Option {
  readonly value: number;
  readonly label: string;
  readonly languageCode: number;
}

/** English, where a choice has no value yet that tells its language. */
const defaultLanguage = 1033;

export class OptionSet {
  constructor(
    private readonly client: DataverseClient,
    readonly choice: Choice,
  ) {}

  async read(): Promise<Option[]> {
    const { logicalName, attribute } = this.choice;
    const query = queryString({ $select: 'LogicalName', $expand: 'OptionSet($select=Options),GlobalOptionSet($select=Options)' });
    const path = `EntityDefinitions(LogicalName='${logicalName}')/Attributes(LogicalName='${attribute}')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata${query}`;
    const body = await this.client.getJson(path);
    const set = [body.OptionSet, body.GlobalOptionSet].find(isJsonObject);
    if (!set || !Array.isArray(set.Options)) throw unexpectedAnswer('no options');
    return set.Options.filter(isJsonObject).map(optionOf);
  }

  /** Adds a value and answers with it; without `value` the service chooses one. */
  async insert(option: { value?: number; label: string; languageCode?: number }, permit?: WritePermit): Promise<number> {
    const answer = await this.act('InsertOptionValue', { Value: option.value, Label: labelOf(option) }, permit);
    if (typeof answer.NewOptionValue === 'number') return answer.NewOptionValue;
    throw outcomeUnknown('the answer lacks the new option value.');
  }

  async relabel(option: { value: number; label: string; languageCode?: number }, permit?: WritePermit): Promise<void> {
    await this.act('UpdateOptionValue', { Value: option.value, Label: labelOf(option), MergeLabels: true }, permit);
  }

  async delete(value: number, permit?: WritePermit): Promise<void> {
    await this.act('DeleteOptionValue', { Value: value }, permit);
  }

  private act(action: string, parameters: JsonObject, permit?: WritePermit): Promise<JsonObject> {
    const { logicalName, attribute } = this.choice;
    return carryOut(this.client, action, { EntityLogicalName: logicalName, AttributeLogicalName: attribute, ...parameters }, permit);
  }
}

/** Makes changed choices of tables visible to users. */
export const publish = async (client: DataverseClient, logicalNames: readonly string[]): Promise<void> => {
  const entities = [...new Set(logicalNames)].map((name) => `<entity>${name}</entity>`).join('');
  await carryOut(client, 'PublishXml', { ParameterXml: `<importexportxml><entities>${entities}</entities></importexportxml>` });
};

const carryOut = async (client: DataverseClient, action: string, parameters: JsonObject, permit?: WritePermit): Promise<JsonObject> => {
  const settled = settle(await client.postJson(action, parameters, permit));
  if (settled.kind === 'failed') throw settled.failure;
  if (settled.kind === 'refused') throw dataverseFailure(errorIn(settled.answer));
  const body = parseJson(settled.answer.text);
  return isJsonObject(body) ? body : {};
};

const labelOf = ({ label, languageCode }: { label: string; languageCode?: number }) => ({
  LocalizedLabels: [{ Label: label, LanguageCode: languageCode ?? defaultLanguage }],
});

const optionOf = (option: JsonObject): Option => {
  const label = isJsonObject(option.Label) ? option.Label : {};
  const localized = isJsonObject(label.UserLocalizedLabel) ? label.UserLocalizedLabel : {};
  return {
    value: Number(option.Value),
    label: String(localized.Label ?? ''),
    languageCode: Number(localized.LanguageCode ?? defaultLanguage),
  };
};
