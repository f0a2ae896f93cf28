import { describe, expect, it } from 'vitest'
import { byGroup, rank, searches, type Entry } from './entries.ts'

const entry = (title: string, words?: string): Entry => ({ id: title, group: 'Pages', title, words, href: '/' })
const all = [
  entry('Home', 'now'),
  entry('Runs'),
  entry('Environments', 'partitions'),
  entry('API', 'graphql explorer'),
  entry('Run 526080'),
  entry('Appearance: dark', 'theme night'),
]
const found = (typed: string) => rank(all, typed).map(({ title }) => title)

describe('the palette', () => {
  it('shows everything as it stands while nothing is typed', () => {
    expect(found('  ')).toEqual(all.map(({ title }) => title))
  })
  it('finds by beginnings of words before it finds by letters within', () => {
    expect(found('run')).toEqual(['Runs', 'Run 526080'])
    expect(found('env')[0]).toBe('Environments')
    expect(found('envs')).toEqual(['Environments'])
    expect(found('5260')).toEqual(['Run 526080'])
  })
  it('finds by other words, too', () => {
    expect(found('graphql')).toEqual(['API'])
    expect(found('dark theme')).toEqual(['Appearance: dark'])
  })
  it('finds nothing that misses one of the words', () => {
    expect(found('run xylophone')).toEqual([])
  })
  it('offers what was typed as a search of each list, or of the one that is named', () => {
    expect(searches('quality:bad -tag:test').map(({ href }) => href)).toEqual([
      '/runs?q=quality:bad+-tag:test',
      '/fills?q=quality:bad+-tag:test',
      '/environments?q=quality:bad+-tag:test',
      '/instruments?q=quality:bad+-tag:test',
    ])
    expect(searches('Runs: by:ada&bob').map(({ href }) => href)).toEqual(['/runs?q=by:ada%26bob'])
    expect(searches('runs:')).toEqual([])
    expect(searches(' ')).toEqual([])
  })
  it('keeps the heads in their order', () => {
    const mixed = [entry('Runs'), { ...entry('Run 5'), group: 'Found' as const }]
    expect(byGroup(mixed).map(([group]) => group)).toEqual(['Found', 'Pages'])
  })
})
