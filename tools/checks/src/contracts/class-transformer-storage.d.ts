/** The part of class-transformer's storage that says which class a nested property has; the package ships no types for it. */
declare module 'class-transformer/cjs/storage' {
  export const defaultMetadataStorage: {
    findTypeMetadata(target: new () => object, property: string): { typeFunction?: () => unknown } | undefined;
  };
}
