/** Variants: which of several ways of working a connection has chosen; what is mapped may depend on it. */

/** The choices of a connection that the catalogue looks at. */
export interface Variant {
  /** Who owns rows in Sales: the user of the salesperson, or one team per company. */
  readonly ownership: 'person' | 'team';
  /** Units as unit groups per item and resource, or one group per unit code. */
  readonly unitGroupMapping: boolean;
  /** Prices of customer price groups, or of price lists. */
  readonly priceModel: 'classic' | 'extended';
}

/** A condition on the variant; every named choice must be the connection's. */
export type When = Partial<Variant>;

/** The variant of a connection that has chosen nothing. */
export const defaultVariant: Variant = { ownership: 'person', unitGroupMapping: true, priceModel: 'extended' };

/** Whether something that depends on `when` exists under a variant. */
export const appliesTo = (when: When | undefined, variant: Variant): boolean =>
  Object.entries(when ?? {}).every(([choice, value]) => variant[choice as keyof Variant] === value);
