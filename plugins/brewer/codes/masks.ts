import { codes } from './code-table.ts'

/** The four bytes of the seed, 0 … 255 each. */
export type Masks = { a: number; b: number; c: number; d: number }

const keys = { A: 'a', B: 'b', C: 'c', D: 'd' } as const
const places = new Map(codes.flatMap(({ code, byte, mask }) => (byte === null || mask === null ? [] : [[code, { key: keys[byte], mask }] as const])))

/** Bits of codes, in any order, also given twice; `beyond`: those that have no bit, in order, once each. */
export const masksOf = (given: Iterable<number>): Masks & { beyond: number[] } => {
  const masks: Masks = { a: 0, b: 0, c: 0, d: 0 }
  const beyond = new Set<number>()
  for (const code of given) {
    const place = places.get(code)
    if (place) masks[place.key] |= place.mask
    else beyond.add(code)
  }
  return { ...masks, beyond: [...beyond].sort((one, other) => one - other) }
}

/** Codes of bits, in order; also of bits that are not used. */
export const codesOf = (masks: Masks): number[] => [...places].flatMap(([code, { key, mask }]) => (masks[key] & mask ? [code] : []))

const bits = (byte: number) => byte.toString(2).padStart(8, '0')

/** "00110000 00100000 10000111 00000000", A to D, the highest bit first: as in the seed. */
export const masksText = ({ a, b, c, d }: Masks): string => [a, b, c, d].map(bits).join(' ')
