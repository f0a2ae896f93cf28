import type { Masks } from '../codes/masks.ts'
import { maskBytes } from './brewer-words.ts'

export type Base = 'binary' | 'hex' | 'decimal'

/** What somebody typed: four bytes and how they were read, or why not; null for nothing. */
export type MaskReading = { readonly masks: Masks; readonly base: Base } | { readonly fault: string } | null

const toMasks = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): Masks => ({ a, b, c, d })

const isHex = (word: string) => /^(?:0x)?[0-9a-f]{1,2}$|^[0-9a-f]{1,2}h$/i.test(word)

/** One word for all four, as 32 bits or eight hexadecimal digits. */
const readOne = (word: string): MaskReading => {
  const bits = word.replace(/^0b/i, '')
  const cut = (text: string, length: number) => [0, 1, 2, 3].map((index) => text.slice(index * length, (index + 1) * length))
  if (/^[01]{32}$/.test(bits)) return { masks: toMasks(cut(bits, 8).map((byte) => Number.parseInt(byte, 2))), base: 'binary' }
  const digits = word.replace(/^0x/i, '')
  if (/^[0-9a-f]{8}$/i.test(digits)) return { masks: toMasks(cut(digits, 2).map((byte) => Number.parseInt(byte, 16))), base: 'hex' }
  return { fault: 'Four bytes are needed, A to D: this is one.' }
}

/**
 * "00000000 00100000 01110000 00000000", "0x00 0x20 0x70 0x00", "0 32 112 0", or all in one word. Eight bits each are
 * binary; where one of them can only be hexadecimal all of them are; else they are decimal.
 */
export const readMask = (text: string): MaskReading => {
  const words = text.split(/[^0-9a-zA-Z]+/).filter(Boolean)
  if (words.length === 0) return null
  if (words.length === 1) return readOne(words[0]!)
  if (words.length !== 4) return { fault: `Four bytes are needed, A to D: these are ${words.length}.` }
  if (words.every((word) => /^(?:0b)?[01]{8}$/i.test(word)))
    return { masks: toMasks(words.map((word) => Number.parseInt(word.replace(/^0b/i, ''), 2))), base: 'binary' }
  if (words.some((word) => /[a-fhx]/i.test(word))) {
    const odd = words.find((word) => !isHex(word))
    if (odd !== undefined) return { fault: `${odd} is no byte in hexadecimal.` }
    return { masks: toMasks(words.map((word) => Number.parseInt(word.replace(/^0x|h$/i, ''), 16))), base: 'hex' }
  }
  const odd = words.find((word) => !/^\d{1,3}$/.test(word) || Number(word) > 255)
  return odd === undefined ? { masks: toMasks(words.map(Number)), base: 'decimal' } : { fault: `${odd} is no byte: 0 to 255, or eight bits.` }
}

/** Bytes as they stand in an address: 0.32.112.0 */
export const writeMask = (masks: Masks): string => maskBytes.map((byte) => masks[byte]).join('.')

/** The address at which these are taken apart. */
export const decoderPath = (masks: Masks): string => `/plugins/brewer?mask=${writeMask(masks)}#brewer-masks`

export const hexText = (masks: Masks): string => maskBytes.map((byte) => masks[byte].toString(16).toUpperCase().padStart(2, '0')).join(' ')
export const decimalText = (masks: Masks): string => maskBytes.map((byte) => masks[byte]).join(' ')

/** Codes in a text, in order, each once; what else stands there is told. */
export const readCodes = (text: string): { readonly codes: readonly number[]; readonly odd: readonly string[] } => {
  const words = text.split(/[\s,;]+/).filter(Boolean)
  const isCode = (word: string) => /^\d{1,4}$/.test(word)
  return { codes: [...new Set(words.filter(isCode).map(Number))].toSorted((a, b) => a - b), odd: words.filter((word) => !isCode(word)) }
}
