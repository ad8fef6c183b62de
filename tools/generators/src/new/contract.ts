/** A new question between services: the classes of its two bodies, and its declaration. */
import { className, constantName, fileName } from './names';
import { newFile } from './new-file';

export interface ContractWish {
  /** The context that answers: `coupling`. */
  readonly context: string;
  /** What is asked, verb first: `forget-tombstones`. */
  readonly name: string;
  /** What it asks for, as a sentence. */
  readonly does: string;
}

const contractFile = ({ context, name, does }: ContractWish): string => `/** ${does} */
  import { IsInt, IsUUID } from 'class-validator';
  import { request } from './contract';

  /** ${does} */
  export class ${className(name)} {
    @IsUUID() connectionId!: string;
  }

  /** What came of it. */
  export class ${className(name)}Answer {
    /** How many records were concerned. */
    @IsInt() records!: number;
  }

  export const ${constantName(name)} = request('${context}.v1.${fileName(name)}', { input: ${className(name)}, output: ${className(name)}Answer });`;

/** Answers the path of what was written. @throws Error where it exists */
export async function newContract(root: string, wish: ContractWish): Promise<string[]> {
  if (!/^[a-z]+$/.test(wish.context))
    throw new Error(`"${wish.context}" is no context: lower-case letters only (coupling, sync, connection).`);
  return [await newFile(root, `libs/contracts/src/${fileName(wish.name)}.ts`, contractFile(wish))];
}
