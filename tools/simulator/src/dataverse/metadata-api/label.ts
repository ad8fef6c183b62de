/** A label in the one language that the organisation has (1033, English). */
export function label(text: string): unknown {
  const localized = { Label: text, LanguageCode: 1033, IsManaged: true, MetadataId: null, HasChanged: null };
  return { LocalizedLabels: [localized], UserLocalizedLabel: localized };
}
