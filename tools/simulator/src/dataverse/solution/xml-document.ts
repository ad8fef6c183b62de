/** One element of an XML document: what solution files need of XML, no more. */
export class XmlElement {
  readonly children: XmlElement[] = [];
  text = '';

  constructor(
    readonly name: string,
    readonly attributes: ReadonlyMap<string, string>,
  ) {}

  all(name: string): XmlElement[] {
    return this.children.filter((child) => child.name === name);
  }

  /** The element at the end of a path of names below this one; undefined when there is none. */
  at(...path: readonly string[]): XmlElement | undefined {
    const [name, ...rest] = path;
    return name === undefined ? this : this.all(name)[0]?.at(...rest);
  }

  /** The text of the element at the end of the path; empty when there is none. */
  textAt(...path: readonly string[]): string {
    return this.at(...path)?.text.trim() ?? '';
  }
}

/** A document that is not well formed. */
export class XmlError extends Error {}

const token = /<\?[^]*?\?>|<!--[^]*?-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The root element. Throws an XmlError where the text is not well formed; document types and CDATA are not read. */
export function parseXml(text: string): XmlElement {
  const document = new XmlElement('', new Map());
  const open = [document];
  let end = 0;
  for (const [whole, closing, opening, attributes = '', empty, content] of text.replace(/^\uFEFF/, '').matchAll(token)) {
    end += whole.length;
    const parent = open.at(-1) as XmlElement;
    if (closing !== undefined) close(open, closing);
    else if (opening !== undefined) {
      const element = new XmlElement(opening, attributesOf(attributes));
      parent.children.push(element);
      if (empty === '') open.push(element);
    } else if (content !== undefined) parent.text += decoded(content);
  }
  const [root, ...others] = document.children;
  if (end !== text.replace(/^\uFEFF/, '').length || open.length > 1)
    throw new XmlError(`The text breaks off in <${open.at(-1)?.name ?? ''}>.`);
  if (root === undefined || others.length > 0 || document.text.trim() !== '') throw new XmlError('There must be one root element.');
  return root;
}

function close(open: XmlElement[], name: string): void {
  const element = open.pop();
  if (open.length === 0 || element?.name !== name) throw new XmlError(`</${name}> closes nothing.`);
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    if (attributes.has(name)) throw new XmlError(`The attribute ${name} is given twice.`);
    attributes.set(name, decoded(double ?? single ?? ''));
  }
  return attributes;
}

function decoded(text: string): string {
  return text.replace(/&(#x?[\da-f]+|\w+)?;?/gi, (whole, name: string | undefined) => {
    const character = name === undefined || !whole.endsWith(';') ? undefined : characterOf(name);
    if (character === undefined) throw new XmlError(`'${whole}' is no entity.`);
    return character;
  });
}

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name];
  return String.fromCodePoint(/^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
}
