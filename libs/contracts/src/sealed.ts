/** A value that travels so that only the holder of one private key can read it. */
import { IsBase64, IsString, MaxLength } from 'class-validator';

/**
 * The wire form: X25519 with a key pair made for this one value, HKDF-SHA-256, AES-256-GCM over the value's JSON.
 * Made with `seal` and read with `open` of `libs/platform/src/sealing`.
 */
export class Sealed<T> {
  /** Never present: tells the compiler what is inside. */
  declare readonly contents?: T;

  /** The public key that the value was sealed to; tells the reader which of its keys opens it. Raw 32 bytes, base64. */
  @IsBase64() @MaxLength(44) recipient!: string;

  /** The sender's public key, made for this one value. Raw 32 bytes, base64. */
  @IsBase64() @MaxLength(44) sender!: string;

  /** AES-GCM's 12 bytes, base64. */
  @IsBase64() @MaxLength(16) iv!: string;

  /** The encrypted JSON, then GCM's tag of 16 bytes, base64. */
  @IsString() @MaxLength(1_000_000) ciphertext!: string;
}
