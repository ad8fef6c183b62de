/** Texts in their smallest form: what is put together from pieces keeps all its pieces in memory until it is copied. */
const buffer = Buffer.alloc(1024);

/** The same text as one flat string; longer or non-Latin texts are given back as they are. */
export function compact(text: string): string {
  if (text.length > buffer.length) return text;
  const length = buffer.write(text, 'latin1');
  const flat = buffer.toString('latin1', 0, length);
  return flat === text ? flat : text;
}
