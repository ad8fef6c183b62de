/** One name in the forms in which it stands in file names, classes and constants. */

/** `ITEM-PRODUCT`, `Item product` and `itemProduct` → `item-product`. */
export const fileName = (name: string): string =>
  name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();

/** `forget-tombstones` → `ForgetTombstones`. */
export const className = (name: string): string =>
  fileName(name).replace(/(?:^|-)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());

/** `item-product` → `itemProduct`. */
export const constantName = (name: string): string => className(name).replace(/^./, (letter) => letter.toLowerCase());
