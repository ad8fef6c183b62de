import { DataverseError } from '../dataverse-error';
import { parseXml, XmlElement, XmlError } from './xml-document';
import { filesOfArchive } from './zip-archive';

/** A solution as its package describes it. */
export interface SolutionFile {
  readonly uniqueName: string;
  readonly friendlyName: string;
  /** Four numbers. */
  readonly version: string;
  readonly managed: boolean;
  readonly publisher: { readonly uniqueName: string; readonly friendlyName: string; readonly prefix: string };
  readonly customizations: XmlElement;
}

/** The refusal of a package. */
export function invalidSolution(why: string): DataverseError {
  return new DataverseError(400, '0x80048060', `Solution manifest import: FAILURE. The solution file is invalid: ${why}`);
}

const required = ['[Content_Types].xml', 'solution.xml', 'customizations.xml'];

/** Reads a package; throws the refusal of one that is no archive, lacks a file, is not well formed or contradicts itself. */
export function readSolution(archive: Buffer): SolutionFile {
  const files = filesOfArchive(archive);
  if (files === undefined || files.size === 0) throw invalidSolution('it is no archive that can be opened.');
  const missing = required.find((name) => !files.has(name));
  if (missing !== undefined) throw invalidSolution(`it holds no ${missing}.`);
  const [contentTypes, manifest, customizations] = required.map((name) => documentOf(name, files.get(name) ?? '')) as [
    XmlElement,
    XmlElement,
    XmlElement,
  ];
  checkContentTypes(contentTypes, [...files.keys()]);
  const solution = manifest.at('SolutionManifest');
  if (solution === undefined) throw invalidSolution('solution.xml has no SolutionManifest.');
  checkComponents(solution, customizations);
  checkWebResources(customizations, files);
  return { ...headOf(solution), customizations };
}

function documentOf(name: string, text: string): XmlElement {
  try {
    return parseXml(text);
  } catch (error) {
    if (error instanceof XmlError) throw invalidSolution(`${name} is not well formed. ${error.message}`);
    throw error;
  }
}

function headOf(solution: XmlElement): Omit<SolutionFile, 'customizations'> {
  const [uniqueName, version] = [solution.textAt('UniqueName'), solution.textAt('Version')];
  const publisher = solution.at('Publisher');
  if (!/^\w{1,65}$/.test(uniqueName)) throw invalidSolution('solution.xml names no UniqueName.');
  if (!/^\d+(\.\d+){3}$/.test(version)) throw invalidSolution(`'${version}' is no version of four numbers.`);
  if (publisher === undefined || publisher.textAt('CustomizationPrefix') === '')
    throw invalidSolution('it has no publisher with a prefix.');
  return {
    uniqueName,
    version,
    friendlyName: nameOf(solution) ?? uniqueName,
    managed: solution.textAt('Managed') === '1',
    publisher: {
      uniqueName: publisher.textAt('UniqueName'),
      friendlyName: nameOf(publisher) ?? publisher.textAt('UniqueName'),
      prefix: publisher.textAt('CustomizationPrefix'),
    },
  };
}

function nameOf(element: XmlElement): string | undefined {
  return element.at('LocalizedNames', 'LocalizedName')?.attributes.get('description');
}

function checkContentTypes(types: XmlElement, paths: readonly string[]): void {
  const known = new Set(types.all('Default').map(({ attributes }) => attributes.get('Extension')));
  const unknown = paths.find((path) => !known.has(path.split('.').at(-1)));
  if (unknown !== undefined) throw invalidSolution(`[Content_Types].xml has no type for ${unknown}.`);
}

/** What the manifest lists must be there. */
function checkComponents(solution: XmlElement, customizations: XmlElement): void {
  const part = (...path: string[]) => customizations.at(path[0] as string)?.all(path[1] as string) ?? [];
  const there = new Set([
    ...part('Entities', 'Entity').map((entity) => `1 ${entity.textAt('Name').toLowerCase()}`),
    ...part('Roles', 'Role').map(({ attributes }) => `20 ${attributes.get('id') ?? ''}`),
    ...part('WebResources', 'WebResource').map((resource) => `61 ${resource.textAt('Name')}`),
    ...part('SdkMessageProcessingSteps', 'SdkMessageProcessingStep').map(
      ({ attributes }) => `92 ${attributes.get('SdkMessageProcessingStepId') ?? ''}`,
    ),
    ...part('ServiceEndpoints', 'ServiceEndpoint').map(({ attributes }) => `95 ${attributes.get('ServiceEndpointId') ?? ''}`),
  ]);
  for (const { attributes } of solution.at('RootComponents')?.all('RootComponent') ?? []) {
    const name = attributes.get('schemaName') ?? attributes.get('id') ?? '';
    if (!there.has(`${attributes.get('type') ?? ''} ${name}`))
      throw invalidSolution(`the root component ${name} is missing in customizations.xml.`);
  }
}

function checkWebResources(customizations: XmlElement, files: ReadonlyMap<string, string>): void {
  for (const resource of customizations.at('WebResources')?.all('WebResource') ?? []) {
    const path = resource.textAt('FileName').replace(/^\//, '');
    if (!files.has(path)) throw invalidSolution(`the file ${path} of a web resource is missing.`);
  }
}
