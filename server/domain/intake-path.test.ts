import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPath, toBytes, toText, UnusableName } from './intake-path.ts'

describe('the name of a file', () => {
  it('stays as it is in any script, and comes back from its text whatever its bytes are', () => {
    expect(toText(Buffer.from('größe 日本.csv'))).toBe('größe 日本.csv')
    expect(toText(Buffer.from([0x61, 0xff, 0xc3, 0x62, 0x0a]))).toBe('a%FF%C3b%0A')
    expect(toText(Buffer.from('100%41 50%'))).toBe('100%2541 50%')
    const name = fc.oneof(fc.uint8Array({ min: 1, maxLength: 40 }), fc.string().map((text) => Buffer.from(text)))
    fc.assert(fc.property(name, (bytes) => {
      expect(Buffer.from(toBytes(toText(bytes)))).toEqual(Buffer.from(bytes))
    }), { numRuns: 2000 })
    fc.assert(fc.property(name, name, (a, b) => {
      expect(toText(a) === toText(b)).toBe(Buffer.compare(a, b) === 0)
    }))
  })

  it('of an upload leads nowhere else', () => {
    expect(checkPath('/pump1//./a.csv')).toBe('pump1/a.csv')
    expect(checkPath('pump1\\a.csv')).toBe('pump1/a.csv')
    for (const bad of ['', '/', '.', '../a', 'a/../../b', 'a\nb', 'a\0', '\ud800', 'x'.repeat(1025)]) expect(() => checkPath(bad)).toThrow(UnusableName)
  })
})
