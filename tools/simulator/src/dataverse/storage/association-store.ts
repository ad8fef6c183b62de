/** The links of one many-to-many relationship, both ways. */
export class AssociationStore {
  private readonly rightsOf = new Map<string, Set<string>>();
  private readonly leftsOf = new Map<string, Set<string>>();

  link(left: string, right: string): void {
    entry(this.rightsOf, left).add(right);
    entry(this.leftsOf, right).add(left);
  }

  unlink(left: string, right: string): void {
    this.rightsOf.get(left)?.delete(right);
    this.leftsOf.get(right)?.delete(left);
  }

  rights(left: string): string[] {
    return [...(this.rightsOf.get(left) ?? [])];
  }

  lefts(right: string): string[] {
    return [...(this.leftsOf.get(right) ?? [])];
  }
}

function entry(map: Map<string, Set<string>>, key: string): Set<string> {
  let set = map.get(key);
  if (set === undefined) map.set(key, (set = new Set()));
  return set;
}
