import { expect, test } from 'vitest'
import { codeOf, codes } from './code-table.ts'
import { cureReasons, curesOf } from './cures.ts'
import { defaults } from './limits.ts'
import { codesOf, masksOf, masksText } from './masks.ts'
import { quantities } from './quantity.ts'

test('The seed has thirty-two codes, each with a bit of its own', () => {
  const seed = codes.filter(({ byte }) => byte !== null)
  expect(seed).toHaveLength(32)
  expect(new Set(seed.map(({ byte, mask }) => `${byte}${mask}`)).size).toBe(32)
  expect(codeOf(11)).toMatchObject({ byte: 'A', mask: 1, level: 'CRITICAL' })
  expect(codeOf(26)).toMatchObject({ byte: 'B', mask: 32, level: 'WARNING' })
  expect(codeOf(38)).toMatchObject({ byte: 'C', mask: 128, level: 'CRITICAL' })
  expect(codeOf(45)).toMatchObject({ byte: 'D', mask: 16, level: 'ERROR' })
})

test('Codes that are not used have no level; those above 50 have no bit', () => {
  expect(codes.filter(({ level }) => level === null).map(({ code }) => code)).toEqual([18, 27, 28, 35, 36, 37, 48])
  for (const { code, byte, mask, level } of codes.filter(({ code }) => code > 50)) expect([byte, mask, level === null], String(code)).toEqual([null, null, false])
  expect(codes.map(({ code }) => code)).toEqual([...codes.map(({ code }) => code)].sort((one, other) => one - other))
})

test('Each quantity has its code, a default and a cure of its own name', () => {
  for (const [quantity, { code }] of Object.entries(quantities)) {
    expect(codeOf(code)).toMatchObject({ origin: 'LIMIT', level: defaults[quantity as keyof typeof defaults].level, cures: [quantity] })
  }
})

test('Each cure is said why it is one', () => {
  const known = new Set([...Object.keys(cureReasons), ...Object.keys(quantities)])
  for (const { code, cures } of codes) for (const name of cures) expect(known.has(name), `${code}: ${name}`).toBe(true)
})

test('A lamp that failed in the mercury test is not cured by the standard lamp, nor the other way round', () => {
  expect(curesOf(16, 'hg: Lamp not on... hg test terminated F1= 6 F4= 113')).toEqual(['mercury'])
  expect(curesOf(15, 'HG: lamp not detected f1= 2 f4= 8')).toEqual(['mercury'])
  expect(curesOf(16, 'sl: Lamp not on... sl test terminated F1= 4 F4= 98')).toEqual(['lamp'])
  expect(curesOf(16, 'LAMP NOT ON')).toEqual(['mercury', 'lamp'])
  expect(curesOf(99, 'what is no code')).toEqual([])
})

test('Bits of codes and codes of bits are each other’s reverse', () => {
  const given = codes.filter(({ byte }) => byte !== null).map(({ code }) => code)
  for (const code of given) expect(codesOf(masksOf([code]))).toEqual([code])
  expect(codesOf(masksOf(given))).toEqual(given)
  for (let bits = 0; bits < 256; bits++) expect(masksOf(codesOf({ a: bits, b: 255 - bits, c: bits, d: 0 }))).toEqual({ a: bits, b: 255 - bits, c: bits, d: 0, beyond: [] })
})

test('Codes beyond the bits go with them, once each', () => {
  expect(masksOf([38, 15, 16, 26, 54, 38, 61, 54])).toEqual({ a: 0b00110000, b: 0b00100000, c: 0b10000000, d: 0, beyond: [54, 61] })
  expect(masksText(masksOf([15, 16, 26, 31, 32, 33, 38]))).toBe('00110000 00100000 10000111 00000000')
})
