import { BadQuestion, type PluginBuilder, type PluginCore } from '../../api/index.ts'
import type { BrewerAnswers, Masks } from '../answers.ts'
import { codes as table, type CodeType } from '../codes/code-table.ts'
import { codesOf, masksOf, masksText } from '../codes/masks.ts'
import type { Terms } from './terms.ts'

const bytes = ['a', 'b', 'c', 'd'] as const
type Bytes = { [Name in (typeof bytes)[number]]?: number | null | undefined }

/** Bits as codes and codes as bits: both are taken, put together. */
const decode = (given: Bytes, codes: readonly number[]): Masks => {
  for (const name of bytes) {
    const value = given[name] ?? 0
    if (value < 0 || value > 255) throw new BadQuestion(`${name} is ${value}: a byte is 0 to 255`)
  }
  const all = new Set([...codesOf({ a: given.a ?? 0, b: given.b ?? 0, c: given.c ?? 0, d: given.d ?? 0 }), ...codes])
  return { ...masksOf(all), codes: [...all].toSorted((one, other) => one - other) }
}

/** The table of codes, and the bytes made of them. */
export const addCodes = (builder: PluginBuilder, answers: Pick<BrewerAnswers, 'windowOf'>, core: PluginCore, { level }: Terms) => {
  const origin = builder.enumType('BrewerErrorOrigin', {
    description: 'How it is known.',
    values: {
      TEXT: { description: 'A message in the file says so.' }, RULE: { description: 'It follows from what stands in records.' },
      LIMIT: { description: 'A value is out of its limit.' }, FILE: { description: 'Something is wrong with a file, or there is none.' },
    } satisfies Record<CodeType['origin'], { description: string }>,
  })
  const errorType = builder.objectRef<CodeType>('BrewerErrorType').implement({
    description: 'What a code means. Codes up to 48 have a bit in one of four bytes; those above have none.',
    fields: (t) => ({
      code: t.exposeInt('code', { description: 'Ten times the byte (A is 1) and the bit from 1; from 51 on only a number.' }),
      level: t.field({ type: level.ref, nullable: true, description: 'How grave; null for a code that is not used.', resolve: (one) => one.level }),
      title: t.exposeString('title', { description: 'In words.' }),
      byte: t.exposeString('byte', { nullable: true, description: 'A, B, C or D; null beyond the bits.' }),
      mask: t.exposeInt('mask', { nullable: true, description: 'Its bit in that byte: 1, 2, 4 … 128.' }),
      windowHours: t.float({ description: 'So many hours of the brewer\'s own records it stays open unless it is cleared.', resolve: (one) => answers.windowOf(one) }),
      cures: t.stringList({ description: 'The routines that clear it when they do well afterwards.', resolve: ({ cures }) => [...cures] }),
      origin: t.field({ type: origin, description: 'How it is known.', resolve: (one) => one.origin }),
      patterns: t.stringList({ description: 'What messages it is found by; blanks, case and numbers may differ.', resolve: ({ patterns }) => [...patterns] }),
      isUsed: t.boolean({ description: 'Whether anything raises it.', resolve: (one) => one.level !== null }),
    }),
  })
  const masks = builder.objectRef<Masks>('BrewerMasks').implement({
    description: 'Codes as four bytes of bits, and back.',
    fields: (t) => ({
      a: t.exposeInt('a', { description: 'Codes 11 to 18.' }),
      b: t.exposeInt('b', { description: 'Codes 21 to 28.' }),
      c: t.exposeInt('c', { description: 'Codes 31 to 38.' }),
      d: t.exposeInt('d', { description: 'Codes 41 to 48.' }),
      text: t.string({ description: 'The four bytes in bits: 00000000 00100000 00000011 00000000.', resolve: masksText }),
      codes: t.intList({ description: 'All codes, with those that have no bit.', resolve: ({ codes }) => [...codes] }),
      beyond: t.intList({ description: 'The codes that have no bit.', resolve: ({ beyond }) => [...beyond] }),
    }),
  })
  builder.queryFields((t) => ({
    brewerErrorTypes: t.field({
      type: [errorType], nullable: true, ...core.needs('read'), description: 'The table of codes: what they mean and how they are known.', resolve: () => [...table],
    }),
    brewerMasks: t.field({
      type: masks, nullable: true, ...core.needs('read'), description: 'Reads the bits of four bytes, or makes them of codes.',
      args: {
        a: t.arg.int({ description: 'Byte A, 0 to 255.' }), b: t.arg.int({ description: 'Byte B.' }), c: t.arg.int({ description: 'Byte C.' }), d: t.arg.int({ description: 'Byte D.' }),
        codes: t.arg.intList({ description: 'Codes, in any order.' }),
      },
      resolve: (_root, { codes, ...given }) => decode(given, codes ?? []),
    }),
  }))
  return { errorType, masks }
}

export type Codes = ReturnType<typeof addCodes>
