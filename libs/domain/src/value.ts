/** The values that travel: what a column of either system can hold once it has been read from JSON. */
export type Value = string | number | boolean | null;

/** Column name → value. Lookups of Dynamics 365 Sales stand under their logical name (`ownerid`) with the bare id. */
export type Values = Readonly<Record<string, Value>>;

/** The two systems. `sales` is Dynamics 365 Sales (Dataverse), `businessCentral` is Dynamics 365 Business Central. */
export type Side = 'businessCentral' | 'sales';

/** A movement between them: `toSales` reads Business Central and writes Sales. */
export type Direction = 'toSales' | 'fromSales';

/** What a mapping or a field allows. */
export type AllowedDirection = Direction | 'both';

/** The side a movement reads from. */
export const sourceOf = (direction: Direction): Side => (direction === 'toSales' ? 'businessCentral' : 'sales');

/** The side a movement writes to. */
export const targetOf = (direction: Direction): Side => (direction === 'toSales' ? 'sales' : 'businessCentral');

/** The other movement. */
export const opposite = (direction: Direction): Direction => (direction === 'toSales' ? 'fromSales' : 'toSales');

/** Whether a mapping or field that allows `allowed` takes part in a movement. */
export const allows = (allowed: AllowedDirection, direction: Direction): boolean => allowed === 'both' || allowed === direction;
