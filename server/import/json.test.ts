import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collect, inPieces } from '../../test/kit/tables.ts'
import { openJson } from './json.ts'
import { openText } from './source.ts'
import { longestLine } from './table.ts'

const read = async (text: string, piece = 5) => {
  const { form, elements } = await openJson(openText(inPieces(text, piece)).chunks)
  return { form, elements: await collect(elements) }
}

// A number that JSON text cannot carry through (-0) or that is kept as text (over 15 digits) is another matter.
const plain = fc.jsonValue().filter((value) => !/\d{16}|-0/.test(JSON.stringify(value)))

describe('reading JSON element by element', () => {
  it('gives the elements of any list, however it is indented and cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plain),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 30 }),
        async (list, indent, piece) => {
          const { form, elements } = await read(JSON.stringify(list, null, indent), piece)
          expect(form).toBe('array')
          expect(elements.map((element) => ('value' in element ? element.value : element.fault))).toEqual(
            JSON.parse(JSON.stringify(list)),
          )
        },
      ),
    )
  })

  it('gives the members of any object, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), plain), fc.integer({ min: 1, max: 30 }), async (object, piece) => {
        const { form, elements } = await read(JSON.stringify(object), piece)
        expect(form).toBe('members')
        expect(elements.map((element) => ('value' in element ? [element.key, element.value] : element))).toEqual(
          // What JSON keeps of it: -0 is 0 there.
          Object.entries(JSON.parse(JSON.stringify(object)) as object),
        )
      }),
    )
  })

  it('tells the line where each element begins', async () => {
    const { elements } = await read('\n{"306546":[[1, 72]],\n "306547":[[1,\n 312]],\n\n "306548":[]}\n')
    expect(elements.map(({ line }) => line)).toEqual([2, 3, 6])
  })

  it('keeps the digits of 64-bit numbers and takes NaN for nothing', async () => {
    const { elements } = await read(
      '[{"bytes": 9007199254740993, "field": NaN, "text": "NaN 9007199254740993", "low": -Infinity}]',
    )
    expect(elements).toEqual([
      { line: 1, value: { bytes: '9007199254740993', field: null, text: 'NaN 9007199254740993', low: null } },
    ])
  })

  it('reports a broken element by its line and reads on', async () => {
    const { elements } = await read('[\n{"a": 1},\n{"a": oops},\n,\n{"a": 2},\n]')
    expect(elements).toEqual([
      { line: 2, value: { a: 1 } },
      { line: 3, fault: expect.stringContaining('Not JSON') },
      { line: 4, fault: expect.stringContaining('missing') },
      { line: 5, value: { a: 2 } },
    ])
  })

  it('says that a file has been cut off, or goes on after its end', async () => {
    expect((await read('[{"a": 1},\n{"a": ')).elements.at(-1)).toEqual({
      line: 2,
      fault: expect.stringContaining('cut off'),
    })
    expect((await read('{"a": 1}\n{"a": 2}')).elements.at(-1)).toEqual({
      line: 2,
      fault: expect.stringContaining('more text'),
    })
  })

  it('refuses an element over 1 MiB and reads on', async () => {
    const { elements } = await read(`[{"a": 1},\n{"a": "${'x'.repeat(longestLine + 10)}"},\n{"a": 3}]`, 100_000)
    const brief = elements.map((element) => [
      element.line,
      'fault' in element ? element.fault : JSON.stringify(element.value).slice(0, 9),
    ])
    expect(brief).toEqual([
      [1, '{"a":1}'],
      [2, 'The element is longer than 1 MiB'],
      [3, '{"a":3}'],
    ])
  })

  it('refuses what is no list and no object', async () => {
    await expect(read('"text"')).rejects.toThrow('not a JSON list')
    await expect(read('  ')).rejects.toThrow('empty')
  })
})
