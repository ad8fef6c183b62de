/** Names and addresses that look real; company names never repeat within one generator. */
import { SeededRandom } from '../../service/seeded-random';

const surnames =
  'Abbott Ainsworth Alder Archer Ashby Atwood Barlow Beckett Bellamy Birch Blackwood Bradley Brampton Bridges Calder Carlisle Chandler Clayton Colby Crawford Dalton Darby Denham Dixon Draper Eastwood Ellison Fairfax Farrow Fielding Fletcher Garland Gilmore Granger Greaves Hadley Hallam Hargreave Harlow Hartley Hawthorn Hayward Holden Hollis Ingram Jarvis Keating Kendall Kirby Lambert Langley Larkin Lockwood Maitland Marlow Marsden Mercer Milburn Norwood Oakley Osborne Palmer Pembroke Penrose Preston Quincy Radcliffe Ramsey Ridley Rowan Rutherford Sawyer Sefton Selby Sheldon Sinclair Stafford Stanton Sutton Thatcher Thornton Tilbury Underhill Vickers Wakefield Walden Warwick Waverley Weston Whitaker Wickham Winslow Woodley Wyatt Yardley Yorke'.split(
    ' ',
  );
const firstNames =
  'Ada Alan Alice Amelia Andrew Anna Arthur Beatrice Ben Carla Charles Chloe Daniel David Diana Edward Eleanor Emma Erik Fiona Frank George Grace Hanna Harry Helen Henry Ian Ines Isabel Jack James Jane Joan Karen Karl Laura Leo Lucy Maria Mark Martha Max Nadia Nora Oliver Oscar Paul Peter Rachel Robert Rosa Ruth Samuel Sara Simon Sofia Stephen Thomas Victor Vera William Zoe'.split(
    ' ',
  );
const trades =
  'Furniture|Interiors|Office Supply|Timber|Design|Joinery|Logistics|Textiles|Lighting|Catering|Printing|Engineering|Hotels|Books|Gardens|Glass|Metalworks|Packaging|Software|Studios|Tools|Trading|Upholstery|Ventures|Wholesale'.split(
    '|',
  );
const forms = ['Ltd.', 'plc', 'LLP', '& Sons', 'Group', '& Co.'];
const streets =
  'Abbey Road|Bridge Street|Castle Lane|Church Road|Corn Market|East Parade|Elm Grove|Forge Lane|Green Lane|High Street|King Street|Maple Avenue|Market Square|Mill Road|North Quay|Park Row|Queen Street|River Walk|School Lane|Station Road|Tower Hill|Victoria Road|West Street|Windmill Way'.split(
    '|',
  );
const towns =
  'Bath BA|Birmingham B|Brighton BN|Bristol BS|Cambridge CB|Canterbury CT|Carlisle CA|Chester CH|Coventry CV|Derby DE|Exeter EX|Gloucester GL|Hereford HR|Leeds LS|Leicester LE|Lincoln LN|Liverpool L|Manchester M|Norwich NR|Nottingham NG|Oxford OX|Plymouth PL|Salisbury SP|Sheffield S|Southampton SO|Worcester WR|York YO'.split(
    '|',
  );

export interface GeneratedAddress {
  readonly addressLine1: string;
  readonly city: string;
  readonly postalCode: string;
}

export class GeneratedNames {
  private readonly random: SeededRandom;
  private made = 0;
  private readonly start: number;

  constructor(seed: number) {
    this.random = new SeededRandom(seed + 17);
    this.start = this.random.below(this.possible());
  }

  /** Walks through all combinations with a stride that shares no factor with their number: no name comes twice before all have come. */
  companyName(): string {
    const at = (this.start + this.made++ * 7_368_787) % this.possible();
    const [surname, trade] = [surnames[at % surnames.length], trades[Math.floor(at / surnames.length) % trades.length]];
    const rest = Math.floor(at / (surnames.length * trades.length));
    const town = towns[rest % towns.length]?.split(' ')[0];
    return `${surname} ${trade} ${town} ${forms[Math.floor(rest / towns.length) % forms.length]}`;
  }

  person(): { firstName: string; surname: string } {
    return { firstName: this.random.pick(firstNames), surname: this.random.pick(surnames) };
  }

  address(): GeneratedAddress {
    const [city = '', area = ''] = this.random.pick(towns).split(' ');
    const letters = 'ABDEFGHJLNPQRSTUWXYZ';
    const inward = `${this.random.below(9) + 1}${letters[this.random.below(20)]}${letters[this.random.below(20)]}`;
    return {
      addressLine1: `${this.random.below(240) + 1} ${this.random.pick(streets)}`,
      city,
      postalCode: `${area}${this.random.below(28) + 1} ${inward}`,
    };
  }

  /** A number of the range that is kept free for fiction. */
  phone(): string {
    return `+44 1632 960${String(this.random.below(1000)).padStart(3, '0')}`;
  }

  private possible(): number {
    return surnames.length * trades.length * towns.length * forms.length;
  }
}
