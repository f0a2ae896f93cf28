import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masksText } from '../codes/masks.ts'
import { decimalText, hexText, readCodes, readMask, writeMask } from './mask-text.ts'

const bytes = { a: 0, b: 32, c: 112, d: 0 }

describe('four bytes as somebody types them', () => {
  it.each([
    ['00000000 00100000 01110000 00000000', 'binary'],
    ['0b00000000,0b00100000,0b01110000,0b00000000', 'binary'],
    ['00000000001000000111000000000000', 'binary'],
    ['0x00 0x20 0x70 0x00', 'hex'],
    ['00h 20h 70h 00h', 'hex'],
    ['00207000', 'hex'],
    ['0x00207000', 'hex'],
    ['0 32 112 0', 'decimal'],
    ['[0, 32, 112, 0]', 'decimal'],
    ['0.32.112.0', 'decimal'],
  ])('%s are read as %s', (text, base) => {
    expect(readMask(text)).toEqual({ masks: bytes, base })
  })
  it('are hexadecimal when one of them can be nothing else', () => {
    expect(readMask('10 2F 70 00')).toEqual({ masks: { a: 16, b: 47, c: 112, d: 0 }, base: 'hex' })
  })
  it.each([
    ['1 2 3', 'Four bytes are needed, A to D: these are 3.'],
    ['12', 'Four bytes are needed, A to D: this is one.'],
    ['0 256 0 0', '256 is no byte: 0 to 255, or eight bits.'],
    ['0x1 0xFFF 0 0', '0xFFF is no byte in hexadecimal.'],
    ['up and down now', 'up is no byte in hexadecimal.'],
  ])('are told to be none: %s', (text, fault) => {
    expect(readMask(text)).toEqual({ fault })
  })
  it('may be nothing', () => {
    expect(readMask(' , ')).toBe(null)
  })
  it('are the same in all three ways of writing, and in an address', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(fc.record({ a: byte, b: byte, c: byte, d: byte }), (masks) => {
        for (const write of [masksText, writeMask, decimalText]) expect(readMask(write(masks))).toMatchObject({ masks })
        expect(readMask(hexText(masks).replaceAll(/\b(?=\S)/g, '0x').replaceAll('0x ', ' ').replace(/0x$/, ''))).toMatchObject({ masks })
      }),
    )
  })
})

describe('codes as somebody types them', () => {
  it('are numbers with anything between them, each once, in order', () => {
    expect(readCodes('61, 26;15 26')).toEqual({ codes: [15, 26, 61], odd: [] })
    expect(readCodes('15 lamp 12345')).toEqual({ codes: [15], odd: ['lamp', '12345'] })
    expect(readCodes('')).toEqual({ codes: [], odd: [] })
  })
})
