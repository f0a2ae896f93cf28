import { describe, expect, it } from 'vitest'
import { defineCommand, type Command } from './command.ts'
import { dispatch } from './dispatch.ts'
import { CommandFault } from './fault.ts'
import type { Terminal } from './terminal.ts'

const typed: unknown[] = []
const bake = defineCommand({
  name: 'bake bread',
  summary: 'Bake bread',
  operands: { usage: '<flour…>', least: 1, most: 2 },
  options: {
    minutes: { takes: '<n>', about: 'How long' },
    crust: { takes: '<kind>', words: ['soft', 'hard'], about: 'Which crust' },
    seed: { takes: '<kind>', many: true, about: 'On top' },
    'with-salt': { about: 'Salted' },
  },
  examples: ['logline bake bread rye'],
  run: async ({ operands, options }) => {
    typed.push({ operands, ...options })
    if (operands[0] === 'sand') throw new CommandFault('Sand is no flour')
    return operands[0] === 'burnt' ? 7 : 0
  },
})
const eat: Command = defineCommand({
  name: 'eat',
  summary: 'Eat',
  operands: { usage: '', least: 0, most: 0 },
  options: {},
  examples: ['logline eat'],
  run: async () => 0,
})

const run = async (line: string) => {
  const [printed, told]: [string[], string[]] = [[], []]
  const terminal: Terminal = {
    print: (text) => printed.push(text),
    tell: (text) => told.push(text),
    status: () => undefined,
    isWatched: false,
  }
  typed.length = 0
  const code = await dispatch([bake, eat], line.split(' ').filter(Boolean), terminal)
  return { code, printed: printed.join('\n'), told: told.join('\n'), typed: typed[0] }
}

describe('what is typed', () => {
  it('reaches the command with its options, in any order', async () => {
    expect(await run('bake bread --minutes=40 rye --with-salt wheat --crust hard')).toMatchObject({
      code: 0,
      typed: { operands: ['rye', 'wheat'], minutes: '40', 'with-salt': true, crust: 'hard' },
    })
    expect(await run('bake bread rye')).toMatchObject({ typed: { operands: ['rye'], 'with-salt': false, seed: [] } })
    expect(await run('bake bread --seed flax rye --seed=poppy')).toMatchObject({ typed: { operands: ['rye'], seed: ['flax', 'poppy'] } })
    expect(await run('bake bread -- --rye')).toMatchObject({ typed: { operands: ['--rye'] } })
    expect(await run('bake bread -')).toMatchObject({ typed: { operands: ['-'] } })
  })

  it('gets the exit code of the command, and 1 with one line when it fails', async () => {
    expect((await run('bake bread burnt')).code).toBe(7)
    expect(await run('bake bread sand')).toMatchObject({ code: 1, printed: '', told: 'logline: Sand is no flour' })
  })

  it.each([
    ['baek', 'There is no command "baek". Did you mean "bake"?'],
    ['xyzzy', 'There is no command "xyzzy". See: logline --help'],
    ['bake', '"logline bake" needs a word more. There are: logline bake bread'],
    ['bake braed', 'There is no "logline bake braed". Did you mean "bread"?'],
    ['bake bread', 'Missing <flour…>'],
    ['bake bread a b c', 'Too much: "c"'],
    ['bake bread a --with-slat', 'has no option --with-slat. Did you mean "--with-salt"?'],
    ['bake bread a -m 3', 'has no option -m.'],
    ['bake bread a --minutes', '--minutes needs a value: --minutes <n>.'],
    ['bake bread a --minutes --with-salt', '--minutes needs a value'],
    ['bake bread a --minutes 3 --minutes 4', '--minutes is given twice'],
    ['bake bread a --with-salt=yes', '--with-salt takes no value'],
    ['bake bread a --crust hrad', '--crust is one of soft, hard, not "hrad". Did you mean "hard"?'],
    ['bake bread a --constructor', 'has no option --constructor.'],
    ['--frobnicate', 'There is no command "--frobnicate".'],
  ])('is not understood when it is "%s": exit code 2', async (line, words) => {
    const { code, printed, told, typed: reached } = await run(line)
    expect([code, printed, reached]).toEqual([2, '', undefined])
    expect(told).toContain(words)
    expect(told.split('\n')).toHaveLength(1)
  })
})

describe('help', () => {
  it.each(['--help', '-h', 'help'])('is given for %s on standard output', async (line) => {
    const { code, printed, told } = await run(line)
    expect([code, told]).toEqual([0, ''])
    expect(printed).toMatch(/ {2}bake bread +Bake bread\n/)
  })

  it.each(['help bake bread', 'bake bread --help', 'bake bread rye --crust --help', '--help bake bread'])(
    'of one command is given for "%s"',
    async (line) => {
      const { code, printed, typed: reached } = await run(line)
      expect([code, reached]).toEqual([0, undefined])
      expect(printed).toContain('Usage: logline bake bread <flour…> [options]')
      expect(printed).toContain('--crust <kind>')
      expect(printed).toContain('logline bake bread rye')
    },
  )

  it('of a family lists its members', async () => {
    expect((await run('help bake')).printed).toContain('bake bread')
    expect((await run('help bake')).printed).not.toMatch(/^ {2}eat/m)
  })

  it('without any word goes to standard error, with exit code 2', async () => {
    const { code, printed, told } = await run('')
    expect([code, printed]).toEqual([2, ''])
    expect(told).toContain('Usage: logline <command>')
  })
})
