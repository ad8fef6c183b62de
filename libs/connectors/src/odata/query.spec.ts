import { piecesByLength, piecesOf, queryString, textLiteral } from './query';

describe('a query', () => {
  it('encodes each value once and leaves out what is not given', () =>
    expect(queryString({ $select: 'a,b', $filter: "name eq 'R&D #1 50% é'", $orderby: undefined })).toBe(
      "?$select=a,b&$filter=name%20eq%20'R%26D%20%231%2050%25%20%C3%A9'",
    ));

  it('doubles quotes in text', () => expect(textLiteral("O'Neil")).toBe("'O''Neil'"));

  it('is cut into pieces of a size', () => expect(piecesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])); // prettier-ignore

  it('is cut into pieces by its encoded length, however long a single item is', () => {
    const pieces = piecesByLength(['é'.repeat(5), 'aa', 'bb', 'c'.repeat(200)], 55);
    expect(pieces).toEqual([['ééééé', 'aa'], ['bb'], ['c'.repeat(200)]]);
  });
});
